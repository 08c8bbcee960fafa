"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ConflictNotice } from "./conflict-notice";
import { type Edit, saveOver } from "./save-over";

type UseEdit<R, Saved, Values> = Edit<R, Saved, Values> & { record: R; onSaved: (saved: Saved) => void };

/**
 * Props for a form that edits one record without silently overwriting other users' changes. `key` resets the form to
 * the newer values.
 */
export function useEdit<R, Saved, Values>({ record, onSaved, ...edit }: UseEdit<R, Saved, Values>) {
  const [start, setStart] = useState(() => ({ values: edit.valuesOf(record), revision: 0 }));
  // A ref, because keeping your values submits the form before the next render.
  const known = useRef(start.values);
  const { mutate, isPending, data, error, reset } = useMutation({
    mutationFn: (values: Values) => saveOver(edit, values, known.current),
    onSuccess: (outcome) => {
      if ("saved" in outcome) onSaved(outcome.saved);
    },
  });
  const newer = data && "newer" in data ? data.newer : undefined;
  return {
    key: start.revision,
    initial: start.values,
    working: isPending,
    error,
    notice: newer !== undefined && (
      <ConflictNotice
        onShowNewer={() => {
          known.current = newer;
          setStart(({ revision }) => ({ values: newer, revision: revision + 1 }));
          reset();
        }}
        onKeepMine={() => {
          known.current = newer;
        }}
      />
    ),
    onSubmit: (values: Values) => mutate(values),
  };
}
