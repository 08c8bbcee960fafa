"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useCallback } from "react";
import { leaveDialog, noteOpening } from "./leave-dialog";

/**
 * Keeps an open dialog in the URL, so reload and Back work: `?new` is open without a subject, `?edit=<id>` with one.
 * @param name the query parameter
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
    /** Null while the dialog is closed. */
    subject: value,
    open: value !== null,
    openDialog,
    closeDialog,
  };
}
