import type { UseQueryResult } from "@tanstack/react-query";
import type { SearchNumbersResult } from "@/lib/numbers/purchase/schemas";
import { NoNumbersForSale, SearchFailed } from "./no-results";
import { NumberForSaleRow } from "./number-for-sale-row";
import { NumberForSaleSkeletons } from "./number-for-sale-skeletons";
import type { SearchCriteria } from "./queries";

type SearchResultsProps = {
  criteria: SearchCriteria;
  numbers: UseQueryResult<SearchNumbersResult>;
  full: boolean;
  onSearch: (criteria: SearchCriteria) => void;
};

/** Keeps one size for all states, so the dialog does not jump. */
export function SearchResults({ criteria, numbers, full, onSearch }: SearchResultsProps) {
  return (
    <section
      aria-label="Available numbers"
      aria-busy={numbers.isFetching}
      className="h-[min(26rem,48dvh)] min-h-44 overflow-y-auto overscroll-contain border-t"
    >
      {numbers.isPending || (numbers.isError && numbers.isFetching && !numbers.data) ? (
        <NumberForSaleSkeletons />
      ) : numbers.data === undefined ? (
        <SearchFailed error={numbers.error} onRetry={() => numbers.refetch()} />
      ) : numbers.data.data.length === 0 ? (
        <NoNumbersForSale criteria={criteria} result={numbers.data} onSearch={onSearch} />
      ) : (
        <ul>
          {numbers.data.data.map((number) => (
            <NumberForSaleRow key={number.phone_number} number={number} full={full} />
          ))}
        </ul>
      )}
    </section>
  );
}
