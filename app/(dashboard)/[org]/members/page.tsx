import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Members } from "@/components/members/members";
import { memberKeys, membersPageSize } from "@/components/members/queries";
import { NoAccess } from "@/components/shell/no-access";
import { Clock } from "@/components/ui/clock";
import { getPageContext } from "@/lib/http/page-context";
import { hasScope } from "@/lib/identity/actor";
import { listInvitations } from "@/lib/identity/invitations/list-invitations";
import { listMembers } from "@/lib/identity/members/list-members";
import { readMembers } from "@/lib/identity/permissions";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: { params: Promise<{ org: string }> }) {
  const { ctx, organization } = await getPageContext((await params).org);
  if (!hasScope(ctx, readMembers)) return <NoAccess what="members" organization={organization.name} />;
  const limit = membersPageSize;
  const [members, invitations] = await Promise.all([listMembers(ctx, { limit }), listInvitations(ctx, { limit })]);
  const client = new QueryClient();
  client.setQueryData(memberKeys.members(organization.id), { pages: [members], pageParams: [null] });
  client.setQueryData(memberKeys.invitations(organization.id), { pages: [invitations], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Clock renderedAt={Date.now()}>
        <Members />
      </Clock>
    </HydrationBoundary>
  );
}
