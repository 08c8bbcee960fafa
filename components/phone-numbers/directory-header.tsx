"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { organizationQuery } from "@/components/organizations/queries";
import { Meter } from "@/components/ui/meter";
import { PageHeader } from "@/components/ui/page-header";
import { noFilter } from "./filter";
import { phoneNumbersQuery } from "./queries";

/** Hides the purchase button in an empty directory, because the empty state has one. */
export function DirectoryHeader({ purchase }: { purchase: ReactNode }) {
  const { id, canPurchase } = useOrganization();
  const { data: organization } = useQuery(organizationQuery(id));
  const { data: numbers } = useInfiniteQuery({ ...phoneNumbersQuery(id, noFilter), enabled: false });
  const isEmpty = numbers?.pages[0]?.data.length === 0;
  return (
    <PageHeader
      title="Phone Numbers"
      description={
        <p className="flex h-5 items-center gap-2.5 whitespace-nowrap tabular-nums">
          {organization && (
            <>
              {organization.phone_numbers_used.toLocaleString("en-US")} of{" "}
              {organization.phone_number_limit.toLocaleString("en-US")} numbers used
              <Meter value={organization.phone_numbers_used} max={organization.phone_number_limit} />
            </>
          )}
        </p>
      }
      actions={canPurchase && !isEmpty && purchase}
    />
  );
}
