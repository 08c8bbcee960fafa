import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Credentials } from "@/components/credentials/credentials";
import { credentialKeys, credentialsPageSize } from "@/components/credentials/queries";
import { Clock } from "@/components/ui/clock";
import { getAccountContext } from "@/lib/http/page-context";
import { listPersonalAccessTokens } from "@/lib/identity/personal-access-tokens/list-personal-access-tokens";

export const metadata: Metadata = { title: "Tokens" };

export default async function TokensPage() {
  const { ctx } = await getAccountContext();
  const page = await listPersonalAccessTokens(ctx, { limit: credentialsPageSize });
  const client = new QueryClient();
  const key = credentialKeys.list("personalAccessToken", ctx.organizationId);
  client.setQueryData(key, { pages: [page], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Clock renderedAt={Date.now()}>
        <Credentials
          kind="personalAccessToken"
          title="Personal access tokens"
          description="Authenticate scripts as yourself, in any of your organizations."
        />
      </Clock>
    </HydrationBoundary>
  );
}
