"use client";

import { createContext, type MouseEvent, useContext } from "react";

/** Passed down by the table, so that not every row subscribes to the URL. */
export const OpenNumber = createContext<(phoneNumber: string) => void>(() => {});

export const useOpenNumber = () => useContext(OpenNumber);

/** Whether a click opens the row: not when it hit a control or selected text. */
export function meansTheRow({ target, defaultPrevented }: MouseEvent<HTMLElement>): boolean {
  if (defaultPrevented || !(target instanceof Element)) return false;
  if (target.closest("a, button, input, label, [role=switch]")) return false;
  return window.getSelection()?.isCollapsed ?? true;
}

/** Returns focus from the dialog to the row. False when the row is not rendered. */
export function focusNumber(phoneNumber: string): boolean {
  const link = document.querySelector<HTMLElement>(`[data-number-link="${CSS.escape(phoneNumber)}"]`);
  link?.focus();
  return link !== null;
}
