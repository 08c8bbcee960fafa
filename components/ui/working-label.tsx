import type { ReactNode } from "react";
import { Spinner } from "./spinner";

type WorkingLabelProps = { working: boolean; label: ReactNode; workingLabel: ReactNode };

/** Both labels share one grid cell, so the button keeps its width while working. */
export function WorkingLabel({ working, label, workingLabel }: WorkingLabelProps) {
  return (
    <span className="grid place-items-center *:col-start-1 *:row-start-1">
      <span className={working ? "invisible" : undefined} aria-hidden={working}>
        {label}
      </span>
      <span
        className={working ? "inline-flex items-center gap-2" : "invisible inline-flex gap-2"}
        aria-hidden={!working}
      >
        <Spinner />
        {workingLabel}
      </span>
    </span>
  );
}
