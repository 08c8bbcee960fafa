"use client";

import { createContext, type MouseEvent, useContext } from "react";

/** Opens the dialog of a number. From the table, so that not every row listens to the URL. */
export const OpenNumber = createContext<(phoneNumber: string) => void>(() => {});

export const useOpenNumber = () => useContext(OpenNumber);

/** For a row: a click anywhere opens it, unless it meant a control or a selection of text. */
export function meansTheRow({ target, defaultPrevented }: MouseEvent<HTMLElement>): boolean {
  if (defaultPrevented || !(target instanceof Element)) return false;
  if (target.closest("a, button, input, label, [role=switch]")) return false;
  return window.getSelection()?.isCollapsed ?? true;
}

/** The dialog gives its focus back to the row. False when the row is not drawn. */
export function focusNumber(phoneNumber: string): boolean {
  const link = document.querySelector<HTMLElement>(`[data-number-link="${CSS.escape(phoneNumber)}"]`);
  link?.focus();
  return link !== null;
}
