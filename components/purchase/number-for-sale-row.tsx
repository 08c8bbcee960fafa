"use client";

import { formatMoney } from "@/components/money/format-money";
import { capabilitiesText } from "@/components/phone-numbers/capabilities-text";
import { PhoneNumber } from "@/components/phone-numbers/phone-number";
import { placeOf } from "@/components/phone-numbers/place";
import { classNames } from "@/components/ui/class-names";
import type { NumberForSale } from "@/lib/numbers/purchase/schemas";
import type { Attempt } from "./attempts";
import { PurchaseAction } from "./purchase-action";
import { usePurchases } from "./purchases-provider";

export const rowClasses =
  "flex min-h-[76px] items-center gap-3 border-b px-4 py-1 last:border-b-0 sm:min-h-16 sm:gap-4 sm:px-5";

export function NumberForSaleRow({ number, full }: { number: NumberForSale; full: boolean }) {
  const attempt = usePurchases().attempts.get(number.phone_number);
  const gone = attempt?.step === "taken" || attempt?.step === "ruled_out" || attempt?.step === "already_owned";
  const sentence = sentenceFor(attempt);
  return (
    <li className={classNames(rowClasses, "transition-colors", attempt?.step === "bought" && "bg-accent-soft")}>
      <div className="min-w-0 flex-1">
        <PhoneNumber value={number.phone_number} className={gone ? "text-muted-foreground line-through" : undefined} />
        {sentence ? (
          <p className="text-balance text-xs">{sentence}</p>
        ) : (
          <p className="text-muted-foreground text-xs">
            <span dir="auto" className="block truncate sm:inline">
              {placeOf(number)} {number.postal_code}
            </span>
            <span aria-hidden="true" className="max-sm:hidden">
              {" · "}
            </span>
            <span dir="auto" className="block truncate sm:inline">
              {capabilitiesText(number.capabilities)}
            </span>
          </p>
        )}
      </div>
      {!sentence && <MonthlyPrice number={number} quiet={gone} />}
      <PurchaseAction number={number} attempt={attempt} full={full} />
    </li>
  );
}

function MonthlyPrice({ number, quiet }: { number: NumberForSale; quiet: boolean }) {
  if (!number.monthly_price) return null;
  return (
    <p className={classNames("text-right tabular-nums leading-[18px]", quiet && "text-muted-foreground")}>
      {formatMoney(number.monthly_price)}
      <span className="block text-muted-foreground text-xs">a month</span>
    </p>
  );
}

function sentenceFor(attempt: Attempt | undefined): string | undefined {
  switch (attempt?.step) {
    case "refused":
    case "ruled_out":
      return attempt.sentence;
    case "pending":
      return "Still waiting for the carrier. We'll keep trying and add the number to your directory when it's confirmed.";
    case "price_changed":
      return `The price changed from ${formatMoney(attempt.before)} to ${formatMoney(attempt.now)} a month. You have not been charged.`;
    default:
      return undefined;
  }
}
