"use client";

import { parseAsBoolean, parseAsString, useQueryStates } from "nuqs";
import { useCallback } from "react";
import { leaveDialog, noteOpening } from "@/components/ui/leave-dialog";

const parsers = { number: parseAsString, release: parseAsBoolean.withDefault(false) };

/** `?number=%2B14155550142` opens that number's dialog; adding `&release=true` opens its release dialog. */
export function useNumberUrl() {
  const [{ number, release }, setParams] = useQueryStates(parsers);
  const open = useCallback(
    (phoneNumber: string) => {
      noteOpening();
      void setParams({ number: phoneNumber, release: null }, { history: "push" });
    },
    [setParams],
  );
  const close = () =>
    leaveDialog(Object.keys(parsers), () => void setParams({ number: null, release: null }, { history: "replace" }));
  return {
    /** Null while no dialog is open. */
    number: number === null ? null : e164Of(number),
    step: release ? ("release" as const) : ("assign" as const),
    /** Has a stable identity. */
    open,
    askRelease: () => void setParams({ release: true }, { history: "replace" }),
    backToNumber: () => void setParams({ release: null }, { history: "replace" }),
    close,
  };
}

/** An unencoded plus arrives as a space. */
const e164Of = (text: string) => `+${text.replace(/\D/g, "")}`;

/** For links, which may open in a new tab. */
export const numberHref = (phoneNumber: string) => `?number=${encodeURIComponent(phoneNumber)}`;
