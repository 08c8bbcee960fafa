"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useState } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { organizationQuery } from "@/components/organizations/queries";
import { DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { LimitNotice } from "./limit-notice";
import { PurchaseAnnouncer } from "./purchase-announcer";
import { usePurchases } from "./purchases-provider";
import { purchaseKeys, type SearchCriteria, searchNumbersQuery } from "./queries";
import { SearchForm } from "./search-form";
import { SearchResults } from "./search-results";
import { SearchSummary } from "./search-summary";

type PurchaseSearchProps = {
  field: RefObject<HTMLInputElement | null>;
  criteria: SearchCriteria;
  onSearch: (criteria: SearchCriteria) => void;
};

/** Searches when it appears. Repeating the same search fetches again. */
export function PurchaseSearch({ field, criteria, onSearch }: PurchaseSearchProps) {
  const { id: organizationId } = useOrganization();
  const { limitReached } = usePurchases();
  const client = useQueryClient();
  const [typed, setTyped] = useState(criteria.areaCode);
  const numbers = useQuery(searchNumbersQuery(organizationId, criteria));
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const full =
    limitReached || (organization !== undefined && organization.phone_numbers_used >= organization.phone_number_limit);

  const search = (wanted: SearchCriteria) => {
    setTyped(wanted.areaCode);
    const same = wanted.areaCode === criteria.areaCode && wanted.numberType === criteria.numberType;
    if (same) void client.resetQueries({ queryKey: purchaseKeys.search(organizationId, criteria) });
    else onSearch(wanted);
  };
  return (
    <>
      <div className="px-4 pt-5 pb-3.5 sm:px-5">
        <DialogTitle className="pr-9 font-semibold text-lg tracking-[-0.012em]">Purchase a number</DialogTitle>
        <DialogDescription className="mt-0.5 text-muted-foreground">
          US {criteria.numberType === "local" ? "local" : "toll-free"} numbers with voice. One click buys a number and
          adds it to your directory.
        </DialogDescription>
      </div>
      <SearchForm field={field} typed={typed} onType={setTyped} numberType={criteria.numberType} onSearch={search} />
      {full && <LimitNotice />}
      <SearchResults criteria={criteria} numbers={numbers} full={full} onSearch={search} />
      <SearchSummary criteria={criteria} numbers={numbers} organization={organization} />
      <PurchaseAnnouncer criteria={criteria} numbers={numbers} />
    </>
  );
}
