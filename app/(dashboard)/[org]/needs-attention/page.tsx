import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { FindingsList } from "@/components/needs-attention/findings-list";
import { LastCompared } from "@/components/needs-attention/last-compared";
import { findingKeys, findingsPageSize } from "@/components/needs-attention/queries";
import { NoAccess } from "@/components/shell/no-access";
import { Clock } from "@/components/ui/clock";
import { PageHeader } from "@/components/ui/page-header";
import { getPageContext } from "@/lib/http/page-context";
import { listFindings } from "@/lib/numbers/findings/list-findings";
import { env } from "@/lib/platform/env";

export const metadata: Metadata = { title: "Needs attention" };

export default async function NeedsAttentionPage({ params }: { params: Promise<{ org: string }> }) {
  const { ctx, organization, canManageNumbers } = await getPageContext((await params).org);
  if (!canManageNumbers) return <NoAccess what="this page" organization={organization.name} />;
  const page = await listFindings(ctx, { limit: findingsPageSize });
  const client = new QueryClient();
  client.setQueryData(findingKeys.list(organization.id), { pages: [page], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Clock renderedAt={Date.now()}>
        <PageHeader
          title="Needs attention"
          description={
            <>
              Differences between your directory and the carrier. <LastCompared />
            </>
          }
        />
        <FindingsList everyMs={env().RECONCILE_EVERY_MS} />
      </Clock>
    </HydrationBoundary>
  );
}
