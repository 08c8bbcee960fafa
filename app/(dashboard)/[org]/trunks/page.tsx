import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NoAccess } from "@/components/shell/no-access";
import { trunkKeys, trunksPageSize } from "@/components/trunks/queries";
import { CreateTrunkButton } from "@/components/trunks/trunk-dialogs";
import { TrunksList } from "@/components/trunks/trunks-list";
import { Clock } from "@/components/ui/clock";
import { PageHeader } from "@/components/ui/page-header";
import { getPageContext } from "@/lib/http/page-context";
import { hasScope } from "@/lib/identity/actor";
import { manageTrunks, readTrunks } from "@/lib/identity/permissions";
import { listTrunks } from "@/lib/trunks/list-trunks";

export const metadata: Metadata = { title: "Trunks" };

export default async function TrunksPage({ params }: { params: Promise<{ org: string }> }) {
  const { ctx, organization } = await getPageContext((await params).org);
  if (!hasScope(ctx, readTrunks)) return <NoAccess what="trunks" organization={organization.name} />;
  const page = await listTrunks(ctx, { limit: trunksPageSize });
  const client = new QueryClient();
  client.setQueryData(trunkKeys.list(organization.id), { pages: [page], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Clock renderedAt={Date.now()}>
        <PageHeader
          title="Trunks"
          description="SIP connections that carry your calls."
          actions={hasScope(ctx, manageTrunks) && <CreateTrunkButton />}
        />
        <TrunksList />
      </Clock>
    </HydrationBoundary>
  );
}
