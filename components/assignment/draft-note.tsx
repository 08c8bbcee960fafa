import type { Target } from "./changes";

/** Warns in advance, because publishing cannot be undone. */
export function DraftNote({ target }: { target: Target }) {
  return (
    <p role="status" className="mt-2 text-sm text-warning">
      v{target.version} is a draft. Saving publishes it; published versions can’t be edited.
    </p>
  );
}
