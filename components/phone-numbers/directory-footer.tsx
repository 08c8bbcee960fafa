"use client";

import { useQuery } from "@tanstack/react-query";
import { monthlyTotal } from "@/components/money/monthly-total";
import { useOrganization } from "@/components/organizations/organization-context";
import { organizationQuery } from "@/components/organizations/queries";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

type DirectoryFooterProps = { records: PhoneNumberRecord[]; filtered: boolean; complete: boolean };

/**
 * Shows only known facts: a total when all numbers are loaded or the plan counts them, and a sum with how many numbers
 * it omits.
 */
export function DirectoryFooter({ records, filtered, complete }: DirectoryFooterProps) {
  const { id } = useOrganization();
  const { data: organization } = useQuery(organizationQuery(id));
  const total = complete && !filtered ? monthlyTotal(records) : null;

  let count = numbers(records.length);
  if (!complete)
    count =
      filtered || !organization
        ? `${records.length.toLocaleString("en-US")} loaded`
        : numbers(organization.phone_numbers_used);
  else if (filtered) count = `${records.length.toLocaleString("en-US")} ${records.length === 1 ? "result" : "results"}`;
  return (
    <div className="flex justify-between gap-4 px-0.5 py-3 text-muted-foreground text-sm tabular-nums">
      <span>{count}</span>
      {total && <span className="text-right">{total}</span>}
    </div>
  );
}

function numbers(count: number) {
  return `${count.toLocaleString("en-US")} ${count === 1 ? "number" : "numbers"}`;
}
