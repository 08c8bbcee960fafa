"use client";

import type { ReactNode } from "react";
import { monthlyPriceText } from "@/components/money/monthly-total";
import { capabilitiesText } from "@/components/phone-numbers/capabilities-text";
import { placeOf } from "@/components/phone-numbers/place";
import { TimeAgo } from "@/components/ui/time-ago";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { TrunkName } from "./trunk-name";

export function NumberFacts({ record }: { record: PhoneNumberRecord }) {
  const { managed_account_id: bought, capabilities } = record;
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 rounded-card border bg-background px-3.5 py-3 text-sm sm:grid-cols-3">
      <Fact term="Location">{placeOf(record) || "Unknown"}</Fact>
      <Fact term="Price">{monthlyPriceText(record)}</Fact>
      <Fact term="Trunk">
        <TrunkName record={record} />
      </Fact>
      <Fact term="Capabilities">{capabilities === null ? "Unknown" : capabilitiesText(capabilities) || "None"}</Fact>
      <Fact term={bought ? "Bought" : "Added"}>
        <TimeAgo iso={record.created_at} />
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground text-xs">{term}</dt>
      <dd dir="auto" className="mt-0.5 truncate tabular-nums [&_time]:text-foreground">
        {children}
      </dd>
    </div>
  );
}
