import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Credentials } from "@/components/credentials/credentials";
import { credentialKeys, credentialsPageSize } from "@/components/credentials/queries";
import { NoAccess } from "@/components/shell/no-access";
import { Clock } from "@/components/ui/clock";
import { getPageContext } from "@/lib/http/page-context";
import { hasScope } from "@/lib/identity/actor";
import { listApiKeys } from "@/lib/identity/api-keys/list-api-keys";
import { manageApiKeys } from "@/lib/identity/permissions";

export const metadata: Metadata = { title: "API Keys" };

export default async function ApiKeysPage({ params }: { params: Promise<{ org: string }> }) {
  const { ctx, organization } = await getPageContext((await params).org);
  if (!hasScope(ctx, manageApiKeys)) return <NoAccess what="API keys" organization={organization.name} />;
  const page = await listApiKeys(ctx, { limit: credentialsPageSize });
  const client = new QueryClient();
  client.setQueryData(credentialKeys.list("apiKey", organization.id), { pages: [page], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Clock renderedAt={Date.now()}>
        <Credentials
          kind="apiKey"
          title="API Keys"
          description="Authenticate scripts and services for this organization."
        />
      </Clock>
    </HydrationBoundary>
  );
}
