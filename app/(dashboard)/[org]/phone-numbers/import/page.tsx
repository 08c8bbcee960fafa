import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import Link from "next/link";
import { ImportNumbers } from "@/components/import/import-numbers";
import { MessagePage } from "@/components/shell/message-page";
import { NoAccess } from "@/components/shell/no-access";
import { trunkKeys, trunksPageSize } from "@/components/trunks/queries";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { getPageContext } from "@/lib/http/page-context";
import { takesCustomerNumbers } from "@/lib/identity/permissions";
import { listTrunks } from "@/lib/trunks/list-trunks";

export const metadata: Metadata = { title: "Import numbers" };

export default async function ImportPage({ params }: { params: Promise<{ org: string }> }) {
  const { ctx, organization, canImport } = await getPageContext((await params).org);
  if (!takesCustomerNumbers()) {
    return (
      <MessagePage
        title="Importing is turned off"
        action={
          <Button variant="outline" asChild>
            <Link href={`/${organization.slug}/phone-numbers`}>Go to Phone Numbers</Link>
          </Button>
        }
      >
        This installation only accepts numbers purchased here.
      </MessagePage>
    );
  }
  if (!canImport) return <NoAccess what="importing numbers" organization={organization.name} />;
  const trunks = await listTrunks(ctx, { limit: trunksPageSize });
  const client = new QueryClient();
  client.setQueryData(trunkKeys.list(organization.id), { pages: [trunks], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <div className="max-w-[860px]">
        <PageHeader
          title="Import numbers"
          description="Add numbers from another provider with a CSV file. Nothing is imported unless every line is valid."
          actions={
            <Button variant="outline" asChild>
              <Link href={`/${organization.slug}/phone-numbers`}>← Back to Phone Numbers</Link>
            </Button>
          }
        />
        <ImportNumbers />
      </div>
    </HydrationBoundary>
  );
}
