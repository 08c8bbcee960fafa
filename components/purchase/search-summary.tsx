import type { UseQueryResult } from "@tanstack/react-query";
import type { OrganizationRecord } from "@/lib/identity/organizations/schemas";
import type { SearchNumbersResult } from "@/lib/numbers/purchase/schemas";
import type { SearchCriteria } from "./queries";
import { useIsSlow } from "./use-is-slow";

type SearchSummaryProps = {
  criteria: SearchCriteria;
  numbers: UseQueryResult<SearchNumbersResult>;
  organization: OrganizationRecord | undefined;
};

export function SearchSummary({ criteria, numbers, organization }: SearchSummaryProps) {
  const isSlow = useIsSlow(!numbers.data && numbers.isFetching);
  return (
    <div className="flex min-h-11 items-center justify-between gap-4 border-t bg-muted px-4 text-muted-foreground text-sm tabular-nums sm:px-5">
      <span>
        {organization && `${organization.phone_numbers_used} of ${organization.phone_number_limit} numbers used`}
      </span>
      <span>{isSlow ? stillAsking : found(criteria, numbers)}</span>
    </div>
  );
}

export const stillAsking = "Still asking the carrier…";

function found({ areaCode }: SearchCriteria, { data, isFetching }: UseQueryResult<SearchNumbersResult>) {
  if (!data) return isFetching ? "Searching…" : "";
  if (data.data.length > 0) return `${data.data.length} ${data.data.length === 1 ? "number" : "numbers"}`;
  return areaCode === "" ? "No results" : `No results in ${areaCode}`;
}
