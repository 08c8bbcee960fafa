"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useCallback } from "react";

// Opening adds a step to the history. Closing goes back over that same step, unless the page was loaded open.
const openedHere = new Set<string>();

/**
 * An open dialog in the URL, so that reload and back work: `?new` is open without a subject, `?edit=<id>` with one.
 * @param name the parameter
 */
export function useDialogUrl(name: string) {
  const [value, setValue] = useQueryState(name, parseAsString);
  const openDialog = useCallback(
    (subject = "") => {
      openedHere.add(name);
      void setValue(subject, { history: "push" });
    },
    [name, setValue],
  );
  const closeDialog = useCallback(() => {
    if (openedHere.delete(name)) window.history.back();
    else void setValue(null, { history: "replace" });
  }, [name, setValue]);
  return {
    /** What the dialog is about; null while it is closed. */
    subject: value,
    open: value !== null,
    openDialog,
    closeDialog,
  };
}
