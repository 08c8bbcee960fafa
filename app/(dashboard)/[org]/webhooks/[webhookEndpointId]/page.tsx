import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NoAccess } from "@/components/shell/no-access";
import { Clock } from "@/components/ui/clock";
import { EndpointDetail } from "@/components/webhooks/endpoint-detail";
import { deliveriesPageSize, webhookKeys } from "@/components/webhooks/queries";
import { getPageContext } from "@/lib/http/page-context";
import { hasScope } from "@/lib/identity/actor";
import { manageWebhooks } from "@/lib/identity/permissions";
import { AppError } from "@/lib/platform/errors";
import { getWebhookEndpoint } from "@/lib/webhooks/get-webhook-endpoint";
import { listWebhookDeliveries } from "@/lib/webhooks/list-webhook-deliveries";
import { WebhookDeliveryStatus, WebhookEndpointParams } from "@/lib/webhooks/schemas";

export const metadata: Metadata = { title: "Webhook" };

type WebhookPageProps = {
  params: Promise<{ org: string; webhookEndpointId: string }>;
  searchParams: Promise<{ status?: string | string[] }>;
};

export default async function WebhookPage({ params, searchParams }: WebhookPageProps) {
  const { org, webhookEndpointId: id } = await params;
  const { ctx, organization } = await getPageContext(org);
  if (!hasScope(ctx, manageWebhooks)) return <NoAccess what="webhooks" organization={organization.name} />;
  if (!WebhookEndpointParams.safeParse({ webhookEndpointId: id }).success) notFound();
  const status = WebhookDeliveryStatus.safeParse((await searchParams).status).data ?? null;
  const filter = { limit: deliveriesPageSize, ...(status && { status }) };
  const [endpoint, deliveries] = await Promise.all([
    getWebhookEndpoint(ctx, id),
    listWebhookDeliveries(ctx, id, filter),
  ]).catch(notFoundIfMissing);
  const client = new QueryClient();
  client.setQueryData(webhookKeys.endpoint(organization.id, id), endpoint);
  const pages = { pages: [deliveries], pageParams: [null] };
  client.setQueryData(webhookKeys.deliveriesIn(organization.id, id, status), pages);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Clock renderedAt={Date.now()}>
        <EndpointDetail endpointId={id} />
      </Clock>
    </HydrationBoundary>
  );
}

function notFoundIfMissing(error: unknown): never {
  if (error instanceof AppError && error.code === "not_found") notFound();
  throw error;
}
