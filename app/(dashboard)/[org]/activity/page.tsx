import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Activity } from "@/components/activity/activity";
import { type ActivityFilters, auditQueryOf } from "@/components/activity/filters";
import { activityKeys, activityPageSize } from "@/components/activity/queries";
import { NoAccess } from "@/components/shell/no-access";
import { Clock } from "@/components/ui/clock";
import { getPageContext } from "@/lib/http/page-context";
import { hasScope } from "@/lib/identity/actor";
import { listAuditEvents } from "@/lib/identity/audit/list-audit-events";
import { listMembers } from "@/lib/identity/members/list-members";
import { readAudit, readMembers } from "@/lib/identity/permissions";

export const metadata: Metadata = { title: "Activity" };

type ActivityPageProps = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<keyof ActivityFilters, string | string[] | undefined>>;
};

export default async function ActivityPage({ params, searchParams }: ActivityPageProps) {
  const { ctx, organization } = await getPageContext((await params).org);
  if (!hasScope(ctx, readAudit)) return <NoAccess what="the activity log" organization={organization.name} />;
  const { action, person, from, to } = await searchParams;
  const filters = { action: one(action), person: one(person), from: one(from), to: one(to) };
  const [page, members] = await Promise.all([
    listAuditEvents(ctx, { limit: activityPageSize, ...auditQueryOf(filters) }),
    hasScope(ctx, readMembers) ? listMembers(ctx, { limit: 100 }) : undefined,
  ]);
  const client = new QueryClient();
  client.setQueryData(activityKeys.list(organization.id, filters), { pages: [page], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Clock renderedAt={Date.now()}>
        <Activity people={members?.data.map(({ id, name }) => ({ id, name })) ?? []} />
      </Clock>
    </HydrationBoundary>
  );
}

const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : "");
