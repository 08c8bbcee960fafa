"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useCallback } from "react";
import { leaveDialog, noteOpening } from "./leave-dialog";

/**
 * An open dialog in the URL, so that reload and back work: `?new` is open without a subject, `?edit=<id>` with one.
 * @param name the parameter
 */
export function useDialogUrl(name: string) {
  const [value, setValue] = useQueryState(name, parseAsString);
  const openDialog = useCallback(
    (subject = "") => {
      noteOpening();
      void setValue(subject, { history: "push" });
    },
    [setValue],
  );
  const closeDialog = useCallback(
    () => leaveDialog([name], () => void setValue(null, { history: "replace" })),
    [name, setValue],
  );
  return {
    /** What the dialog is about; null while it is closed. */
    subject: value,
    open: value !== null,
    openDialog,
    closeDialog,
  };
}
