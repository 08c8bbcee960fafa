"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { WorkingLabel } from "@/components/ui/working-label";
import { FindingRow } from "./finding-row";
import { comparedSentence } from "./interval-text";
import { findingsQuery } from "./queries";

/** Everything open, or the sentence that says how it would come to be. */
export function FindingsList({ everyMs }: { everyMs: number }) {
  const { id } = useOrganization();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(findingsQuery(id));
  const findings = data?.pages.flatMap((page) => page.data) ?? [];
  const retry = (
    <Button variant="outline" size="small" onClick={() => refetch()}>
      Retry
    </Button>
  );
  return (
    <>
      {error && (
        <Notice tone="danger" className="mb-3" action={retry}>
          {error.message}
        </Notice>
      )}
      {findings.length === 0 ? (
        !error && <NothingFound everyMs={everyMs} />
      ) : (
        <ul aria-label="Needs attention" className="overflow-hidden rounded-card border bg-surface">
          {findings.map((finding) => (
            <FindingRow key={finding.id} finding={finding} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className="mt-4 text-center">
          <Button variant="outline" aria-disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
            <WorkingLabel working={isFetchingNextPage} label="Show more" workingLabel="Loading…" />
          </Button>
        </div>
      )}
    </>
  );
}

function NothingFound({ everyMs }: { everyMs: number }) {
  return (
    <div className="rounded-card border bg-surface px-6 py-20 text-center">
      <h2 className="font-semibold text-lg tracking-[-0.012em]">Nothing needs attention</h2>
      <p className="mx-auto mt-1 max-w-[46ch] text-balance text-muted-foreground">{comparedSentence(everyMs)}</p>
    </div>
  );
}
