"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { CouldNotLoad } from "@/components/ui/message-card";
import { hasNoDigits } from "./digits";
import { DirectoryFooter } from "./directory-footer";
import { NothingFound } from "./directory-messages";
import { DirectorySkeleton } from "./directory-skeleton";
import { EmptyDirectory } from "./empty-directory";
import { NumberFilter } from "./number-filter";
import { PhoneNumbersTable } from "./phone-numbers-table";
import { phoneNumbersQuery } from "./queries";
import { useNumberFilter } from "./use-number-filter";

type PhoneNumbersDirectoryProps = {
  /** Opens the purchase dialog; shown when there is no number yet. */
  purchase: ReactNode;
  /** Numbers on their way, on top of those that are there. */
  arriving: ReactNode;
};

/** Every number of the organization. */
export function PhoneNumbersDirectory({ purchase, arriving }: PhoneNumbersDirectoryProps) {
  const organization = useOrganization();
  const { typed, setTyped, digits, clear } = useNumberFilter();
  const numbers = useInfiniteQuery({
    ...phoneNumbersQuery(organization.id, digits),
    placeholderData: keepPreviousData,
  });
  const records = useMemo(() => numbers.data?.pages.flatMap((page) => page.data) ?? [], [numbers.data]);

  if (numbers.data && records.length === 0 && typed === "" && digits === "" && !numbers.isPlaceholderData) {
    return (
      <>
        {arriving}
        <EmptyDirectory purchase={purchase} />
      </>
    );
  }
  return (
    <>
      <div className="mb-3">
        <NumberFilter typed={typed} onType={setTyped} />
      </div>
      {arriving}
      {numbers.isPending ? (
        <DirectorySkeleton />
      ) : numbers.data === undefined ? (
        <CouldNotLoad what="The numbers" error={numbers.error} onRetry={() => numbers.refetch()} />
      ) : hasNoDigits(typed) || records.length === 0 ? (
        <NothingFound typed={typed} onClear={clear} />
      ) : (
        <>
          <PhoneNumbersTable
            records={records}
            total={numbers.hasNextPage ? undefined : records.length}
            busy={numbers.isPlaceholderData}
            more={{
              available: numbers.hasNextPage,
              loading: numbers.isFetchingNextPage,
              failed: numbers.isFetchNextPageError,
              load: numbers.fetchNextPage,
            }}
          />
          <DirectoryFooter records={records} filtered={digits !== ""} complete={!numbers.hasNextPage} />
        </>
      )}
    </>
  );
}
