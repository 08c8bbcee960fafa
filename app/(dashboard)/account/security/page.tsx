import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { accountKeys } from "@/components/account/queries";
import { Security } from "@/components/account/security";
import { Clock } from "@/components/ui/clock";
import { PageHeader } from "@/components/ui/page-header";
import { getAccountContext } from "@/lib/http/page-context";
import { getAccount } from "@/lib/identity/account/get-account";
import { listSessions } from "@/lib/identity/sessions/list-sessions";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage() {
  const { ctx } = await getAccountContext();
  const [account, sessions] = await Promise.all([getAccount(ctx), listSessions(ctx)]);
  const client = new QueryClient();
  client.setQueryData(accountKeys.account, account);
  client.setQueryData(accountKeys.sessions, sessions);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Clock renderedAt={Date.now()}>
        <PageHeader title="Security" description="Password, two-factor authentication and active sessions." />
        <Security />
      </Clock>
    </HydrationBoundary>
  );
}
