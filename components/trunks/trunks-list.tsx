"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadMore } from "@/components/ui/load-more";
import { CouldNotLoad } from "@/components/ui/message-card";
import { Notice } from "@/components/ui/notice";
import { TableSkeleton } from "@/components/ui/table";
import { trunksQuery } from "./queries";
import { CreateTrunkButton, TrunkDialogs } from "./trunk-dialogs";
import { TrunksTable, trunkColumns } from "./trunks-table";

export function TrunksList() {
  const { id, scopes } = useOrganization();
  const canManage = scopes.includes("trunks:manage");
  const trunks = useInfiniteQuery(trunksQuery(id));
  const records = trunks.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      {trunks.isPending ? (
        <TableSkeleton label="Trunks" columns={trunkColumns} />
      ) : trunks.data === undefined ? (
        <CouldNotLoad what="the trunks" error={trunks.error} onRetry={() => trunks.refetch()} />
      ) : records.length === 0 ? (
        <EmptyState title="No trunks yet" action={canManage && <CreateTrunkButton />}>
          A trunk connects calls to a provider. Purchased numbers come with one; create your own for numbers you already
          have.
        </EmptyState>
      ) : (
        <TrunksTable trunks={records} canManage={canManage} />
      )}
      {trunks.isFetchNextPageError && (
        <Notice tone="danger" className="mt-3">
          {trunks.error.message}
        </Notice>
      )}
      <LoadMore available={trunks.hasNextPage} loading={trunks.isFetchingNextPage} load={trunks.fetchNextPage} />
      {canManage && <TrunkDialogs trunks={records} />}
    </>
  );
}
