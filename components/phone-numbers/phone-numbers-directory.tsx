"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { CouldNotLoad } from "@/components/ui/message-card";
import { hasNoDigits } from "./digits";
import { DirectoryFooter } from "./directory-footer";
import { NothingFound } from "./directory-messages";
import { DirectorySkeleton } from "./directory-skeleton";
import { DirectoryToolbar } from "./directory-toolbar";
import { EmptyDirectory } from "./empty-directory";
import { isFiltered } from "./filter";
import { PhoneNumbersTable } from "./phone-numbers-table";
import { phoneNumbersQuery } from "./queries";
import { SelectionProvider } from "./selection";
import { useDirectoryFilter } from "./use-directory-filter";

type PhoneNumbersDirectoryProps = {
  /** Opens the purchase dialog; shown when there is no number yet. */
  purchase: ReactNode;
  /** Pending purchases, above the numbers. */
  arriving: ReactNode;
  selectionBar: ReactNode;
};

export function PhoneNumbersDirectory({ purchase, arriving, selectionBar }: PhoneNumbersDirectoryProps) {
  const organization = useOrganization();
  const narrowed = useDirectoryFilter();
  const { typed, filter, clear } = narrowed;
  const numbers = useInfiniteQuery({
    ...phoneNumbersQuery(organization.id, filter),
    placeholderData: keepPreviousData,
  });
  const records = useMemo(() => numbers.data?.pages.flatMap((page) => page.data) ?? [], [numbers.data]);
  const filtered = isFiltered(filter);

  if (numbers.data && records.length === 0 && typed === "" && !filtered && !numbers.isPlaceholderData) {
    return (
      <>
        {arriving}
        <EmptyDirectory purchase={purchase} />
      </>
    );
  }
  return (
    <>
      <DirectoryToolbar {...narrowed} />
      {arriving}
      {numbers.isPending ? (
        <DirectorySkeleton />
      ) : numbers.data === undefined ? (
        <CouldNotLoad what="the numbers" error={numbers.error} onRetry={() => numbers.refetch()} />
      ) : hasNoDigits(typed) || records.length === 0 ? (
        <NothingFound typed={typed} filter={filter} onClear={clear} />
      ) : (
        <SelectionProvider records={records} filter={filter}>
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
          <DirectoryFooter records={records} filtered={filtered} complete={!numbers.hasNextPage} />
          {selectionBar}
        </SelectionProvider>
      )}
    </>
  );
}
