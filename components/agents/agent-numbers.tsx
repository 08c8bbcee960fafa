"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useOrganization } from "@/components/organizations/organization-context";
import { PhoneNumber } from "@/components/phone-numbers/phone-number";
import { LoadMore } from "@/components/ui/load-more";
import { CouldNotLoad } from "@/components/ui/message-card";
import { Table, TableCell, type TableColumn, TableRow, TableSkeleton } from "@/components/ui/table";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { agentNumbersQuery } from "./queries";

const columns: readonly TableColumn[] = [
  { id: "number", header: "Phone Number" },
  { id: "inbound", header: "Inbound", className: "w-24" },
  { id: "outbound", header: "Outbound", className: "w-24" },
];

export function AgentNumbers({ agentId }: { agentId: string }) {
  const { id, slug } = useOrganization();
  const numbers = useInfiniteQuery(agentNumbersQuery(id, agentId));
  const records = numbers.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section aria-labelledby="numbers">
      <h2 id="numbers" className="mb-3 flex min-h-9 items-center font-semibold text-lg tracking-[-0.012em]">
        Phone numbers
      </h2>
      {numbers.isPending ? (
        <TableSkeleton label="Phone numbers" columns={columns} rows={2} />
      ) : numbers.data === undefined ? (
        <CouldNotLoad what="the numbers" error={numbers.error} onRetry={() => numbers.refetch()} />
      ) : records.length === 0 ? (
        <p className="rounded-card border bg-surface px-4 py-6 text-muted-foreground">
          Not assigned to any numbers yet. Assign it in{" "}
          <Link href={`/${slug}/phone-numbers`} className="text-foreground underline underline-offset-2">
            Phone Numbers
          </Link>
          .
        </p>
      ) : (
        <Table label="Phone numbers" columns={columns}>
          {records.map((record) => (
            <TableRow key={record.id}>
              <TableCell>
                <PhoneNumber value={record.phone_number} />
              </TableCell>
              <TableCell className="w-24 tabular-nums">{versionOn(record.inbound_agent, agentId)}</TableCell>
              <TableCell className="w-24 tabular-nums">{versionOn(record.outbound_agent, agentId)}</TableCell>
            </TableRow>
          ))}
        </Table>
      )}
      <LoadMore available={numbers.hasNextPage} loading={numbers.isFetchingNextPage} load={numbers.fetchNextPage} />
    </section>
  );
}

function versionOn(assigned: PhoneNumberRecord["inbound_agent"], agentId: string): string {
  return assigned?.agent_id === agentId ? `v${assigned.version}` : "-";
}
