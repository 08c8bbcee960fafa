"use client";

import { Button } from "./button";
import { WorkingLabel } from "./working-label";

type LoadMoreProps = { available: boolean; loading: boolean; load: () => unknown };

/** Renders nothing when all pages are loaded. */
export function LoadMore({ available, loading, load }: LoadMoreProps) {
  if (!available) return null;
  return (
    <div className="mt-4 text-center">
      <Button variant="outline" aria-disabled={loading} onClick={() => !loading && load()}>
        <WorkingLabel working={loading} label="Show more" workingLabel="Loading…" />
      </Button>
    </div>
  );
}
