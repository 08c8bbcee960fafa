import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { Suspense } from "react";
import { AssignmentDialog } from "@/components/assignment/assignment-dialog";
import { SelectionBar } from "@/components/bulk-assignment/selection-bar";
import { organizationKeys } from "@/components/organizations/queries";
import { ArrivalsProvider } from "@/components/phone-numbers/arrivals";
import { DirectoryHeader } from "@/components/phone-numbers/directory-header";
import { type DirectoryFilter, filterFrom, filterQuery } from "@/components/phone-numbers/filter";
import { PhoneNumbersDirectory } from "@/components/phone-numbers/phone-numbers-directory";
import { PhoneNumbersSkeleton } from "@/components/phone-numbers/phone-numbers-skeleton";
import { firstPageSize, phoneNumberKeys } from "@/components/phone-numbers/queries";
import { PendingPurchasesList } from "@/components/purchase/pending-purchases-list";
import { PurchaseButton } from "@/components/purchase/purchase-button";
import { PurchaseDialog } from "@/components/purchase/purchase-dialog";
import { PurchasesProvider } from "@/components/purchase/purchases-provider";
import { ReleaseDialog } from "@/components/release/release-dialog";
import { CarrierBanner } from "@/components/shell/carrier-banner";
import { NoAccess } from "@/components/shell/no-access";
import { Clock } from "@/components/ui/clock";
import { getPageContext } from "@/lib/http/page-context";
import { type Context, hasScope } from "@/lib/identity/actor";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import { getOrganization } from "@/lib/numbers/managed-accounts/get-organization";
import { listPhoneNumbers } from "@/lib/numbers/phone-numbers/list-phone-numbers";
import { listPurchases } from "@/lib/numbers/purchase/list-purchases";
import { env } from "@/lib/platform/env";

export const metadata: Metadata = { title: "Phone Numbers" };

type PhoneNumbersPageProps = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function PhoneNumbersPage({ params, searchParams }: PhoneNumbersPageProps) {
  const { ctx, organization } = await getPageContext((await params).org);
  if (!hasScope(ctx, readPhoneNumbers)) return <NoAccess what="phone numbers" organization={organization.name} />;
  const props = { ctx, filter: filterFrom(await searchParams) };
  // A document load renders completely, and a client navigation shows the skeleton at once. A single Suspense boundary
  // cannot do both: its content is sent after the fallback even when it is ready.
  const isLoaded = (await headers()).get("sec-fetch-dest") !== "empty";
  if (isLoaded) return Directory(props);
  return (
    <Suspense fallback={<PhoneNumbersSkeleton />}>
      <Directory {...props} />
    </Suspense>
  );
}

async function Directory({ ctx, filter }: { ctx: Context; filter: DirectoryFilter }) {
  const [page, organization, pending] = await Promise.all([
    listPhoneNumbers(ctx, { limit: firstPageSize, ...filterQuery(filter) }),
    getOrganization(ctx),
    listPurchases(ctx, { limit: 20, status: "pending" }),
  ]);
  const known = pending.data.map(({ id, phone_number: phoneNumber, created_at }) => {
    return { id, phoneNumber, since: Date.parse(created_at) };
  });
  const client = new QueryClient();
  client.setQueryData(phoneNumberKeys.list(organization.id, filter), { pages: [page], pageParams: [null] });
  client.setQueryData(organizationKeys.detail(organization.id), organization);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Clock renderedAt={Date.now()}>
        <ArrivalsProvider>
          <PurchasesProvider>
            <CarrierBanner />
            <DirectoryHeader purchase={<PurchaseButton />} />
            <PhoneNumbersDirectory
              purchase={<PurchaseButton />}
              arriving={<PendingPurchasesList known={known} />}
              selectionBar={<SelectionBar />}
            />
            <PurchaseDialog />
            <AssignmentDialog />
            <ReleaseDialog undoDays={env().RELEASE_UNDO_DAYS} />
          </PurchasesProvider>
        </ArrivalsProvider>
      </Clock>
    </HydrationBoundary>
  );
}
