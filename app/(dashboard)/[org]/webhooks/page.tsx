import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NoAccess } from "@/components/shell/no-access";
import { Clock } from "@/components/ui/clock";
import { PageHeader } from "@/components/ui/page-header";
import { CreateEndpointButton, CreateEndpointDialog } from "@/components/webhooks/create-endpoint";
import { EndpointsList } from "@/components/webhooks/endpoints-list";
import { endpointsPageSize, webhookKeys } from "@/components/webhooks/queries";
import { getPageContext } from "@/lib/http/page-context";
import { hasScope } from "@/lib/identity/actor";
import { manageWebhooks } from "@/lib/identity/permissions";
import { listWebhookEndpoints } from "@/lib/webhooks/list-webhook-endpoints";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage({ params }: { params: Promise<{ org: string }> }) {
  const { ctx, organization } = await getPageContext((await params).org);
  if (!hasScope(ctx, manageWebhooks)) return <NoAccess what="webhooks" organization={organization.name} />;
  const client = new QueryClient();
  const page = await listWebhookEndpoints(ctx, { limit: endpointsPageSize });
  client.setQueryData(webhookKeys.list(organization.id), page);
  const create = <CreateEndpointButton />;
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Clock renderedAt={Date.now()}>
        <PageHeader title="Webhooks" description="Send events to your own systems as they happen." actions={create} />
        <EndpointsList create={create} />
        <CreateEndpointDialog />
      </Clock>
    </HydrationBoundary>
  );
}
