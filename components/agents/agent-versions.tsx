"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadMore } from "@/components/ui/load-more";
import { CouldNotLoad } from "@/components/ui/message-card";
import { Table, TableCell, type TableColumn, TableRow, TableSkeleton } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import { PublishVersion } from "./publish-version";
import { agentVersionsQuery } from "./queries";
import { VersionDialog } from "./version-dialog";

const columns: readonly TableColumn[] = [
  { id: "version", header: "Version", className: "w-40" },
  { id: "created", header: "Created At", className: "max-md:hidden" },
  { id: "actions", header: <span className="sr-only">Actions</span>, className: "w-44" },
];

export function AgentVersions({ agentId, canManage }: { agentId: string; canManage: boolean }) {
  const { id } = useOrganization();
  const versions = useInfiniteQuery(agentVersionsQuery(id, agentId));
  const { openDialog } = useDialogUrl("version");
  const rows = versions.data?.pages.flatMap((page) => page.data) ?? [];
  const create = canManage && <Button onClick={() => openDialog("new")}>Create version</Button>;
  return (
    <section aria-labelledby="versions">
      <div className="mb-3 flex min-h-9 items-center justify-between gap-4">
        <h2 id="versions" className="font-semibold text-lg tracking-[-0.012em]">
          Versions
        </h2>
        {rows.length > 0 && create}
      </div>
      {versions.isPending ? (
        <TableSkeleton label="Versions" columns={columns} rows={3} />
      ) : versions.data === undefined ? (
        <CouldNotLoad what="the versions" error={versions.error} onRetry={() => versions.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState title="No versions yet" action={create}>
          A version holds what the agent says and does. Publish one to assign it; published versions can’t be edited.
        </EmptyState>
      ) : (
        <Table label="Versions" columns={columns}>
          {rows.map(({ version, published, created_at }) => (
            <TableRow key={version}>
              <TableCell className="w-40">
                <span className="flex items-center gap-2">
                  <span className="font-medium tabular-nums">v{version}</span>
                  <Badge tone={published ? "neutral" : "warning"}>{published ? "Published" : "Draft"}</Badge>
                </span>
              </TableCell>
              <TableCell className="max-md:hidden">
                <TimeAgo iso={created_at} />
              </TableCell>
              <TableCell className="w-44">
                <span className="flex justify-end gap-2">
                  <Button
                    variant="outline"
                    size="small"
                    aria-label={`${!published && canManage ? "Edit" : "View"} version ${version}`}
                    onClick={() => openDialog(String(version))}
                  >
                    {!published && canManage ? "Edit" : "View"}
                  </Button>
                  {!published && canManage && <PublishVersion agentId={agentId} version={version} />}
                </span>
              </TableCell>
            </TableRow>
          ))}
        </Table>
      )}
      <LoadMore available={versions.hasNextPage} loading={versions.isFetchingNextPage} load={versions.fetchNextPage} />
      <VersionDialog agentId={agentId} canManage={canManage} />
    </section>
  );
}
