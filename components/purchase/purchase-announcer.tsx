"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { SearchNumbersResult } from "@/lib/numbers/purchase/schemas";
import type { Attempt } from "./attempts";
import { usePurchases } from "./purchases-provider";
import type { SearchCriteria } from "./queries";
import { stillAsking } from "./search-summary";
import { useIsSlow } from "./use-is-slow";

type PurchaseAnnouncerProps = { criteria: SearchCriteria; numbers: UseQueryResult<SearchNumbersResult> };

/** Announces the rows' state to screen readers. */
export function PurchaseAnnouncer({ criteria, numbers }: PurchaseAnnouncerProps) {
  const { attempts } = usePurchases();
  const isSlow = useIsSlow(!numbers.data && numbers.isFetching);
  const latest = [...attempts].at(-1);
  return (
    <div className="sr-only">
      <p role="status">{isSlow ? stillAsking : searchInWords(criteria, numbers)}</p>
      <p role="status">{latest && attemptInWords(...latest)}</p>
    </div>
  );
}

function searchInWords({ areaCode }: SearchCriteria, { data, isPending }: UseQueryResult<SearchNumbersResult>) {
  if (isPending) return "Searching";
  if (!data) return "";
  const where = areaCode === "" ? "for sale" : `in ${areaCode}`;
  return data.data.length === 0 ? `No numbers ${where}` : `${data.data.length} numbers ${where}`;
}

function attemptInWords(phoneNumber: string, attempt: Attempt): string {
  switch (attempt.step) {
    case "buying":
      return `Buying ${phoneNumber}`;
    case "bought":
      return `Bought ${phoneNumber}. It is in your directory.`;
    case "pending":
      return `Still waiting for the carrier to confirm ${phoneNumber}. We'll keep trying.`;
    case "taken":
      return `${phoneNumber} was just taken. You have not been charged.`;
    case "already_owned":
      return `${phoneNumber} is already yours.`;
    case "price_changed":
      return `The price of ${phoneNumber} changed. You have not been charged.`;
    case "refused":
    case "ruled_out":
      return `${phoneNumber}: ${attempt.sentence}`;
  }
}
