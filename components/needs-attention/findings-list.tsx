"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadMore } from "@/components/ui/load-more";
import { Notice } from "@/components/ui/notice";
import { FindingRow } from "./finding-row";
import { comparedSentence } from "./interval-text";
import { findingsQuery } from "./queries";

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
        !error && <EmptyState title="Nothing needs attention">{comparedSentence(everyMs)}</EmptyState>
      ) : (
        <ul aria-label="Needs attention" className="overflow-hidden rounded-card border bg-surface">
          {findings.map((finding) => (
            <FindingRow key={finding.id} finding={finding} />
          ))}
        </ul>
      )}
      <LoadMore available={hasNextPage} loading={isFetchingNextPage} load={fetchNextPage} />
    </>
  );
}
