"use client";

import Check from "lucide-react/icons/check";
import { formatMoney } from "@/components/money/format-money";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Spinner } from "@/components/ui/spinner";
import type { NumberForSale } from "@/lib/numbers/purchase/schemas";
import type { Attempt } from "./attempts";
import { makeIdempotencyKey } from "./send-purchase";
import { usePurchaseNumber } from "./use-purchase-number";

type PurchaseActionProps = { number: NumberForSale; attempt: Attempt | undefined; full: boolean };

/** A single button for all states, so that it keeps its place, width, and focus. */
export function PurchaseAction({ number, attempt, full }: PurchaseActionProps) {
  const purchase = usePurchaseNumber();
  const phoneNumber = number.phone_number;
  if (full && (attempt === undefined || isQuestion(attempt))) return null;

  const price = attempt?.step === "price_changed" ? attempt.now : number.monthly_price;
  const key = attempt?.step === "refused" ? attempt.key : undefined;
  const idle = attempt === undefined || isQuestion(attempt);
  const { label, icon, look } = faceOf(attempt);
  return (
    <Button
      variant={attempt?.step === "buying" || attempt?.step === "price_changed" ? "primary" : "outline"}
      size="small"
      aria-disabled={!idle}
      aria-label={`${label} ${phoneNumber}`}
      onClick={() => idle && purchase({ phoneNumber, price, key: key ?? makeIdempotencyKey() })}
      className={classNames("w-28 px-1", look)}
    >
      {icon}
      {label}
    </Button>
  );
}

/** Whether the row can be purchased: nothing is pending or finished. */
function isQuestion({ step }: Attempt): boolean {
  return step === "refused" || step === "price_changed";
}

const still = "pointer-events-none cursor-default";
const over = `${still} border-dashed bg-transparent text-muted-foreground`;

function faceOf(attempt: Attempt | undefined) {
  switch (attempt?.step) {
    case undefined:
      return { label: "Purchase" };
    case "buying":
      return { label: "Buying…", icon: <Spinner />, look: still };
    case "pending":
      return { label: "Waiting…", icon: <Spinner />, look: still };
    case "bought":
      return {
        label: "Bought",
        icon: <Check size={14} aria-hidden="true" />,
        look: `${still} border-transparent bg-transparent text-success`,
      };
    case "taken":
      return { label: "Just taken", look: over };
    case "already_owned":
      return { label: "Already yours", look: over };
    case "ruled_out":
      return { label: attempt.label, look: `${over} w-auto min-w-28 px-2.5` };
    case "price_changed":
      return { label: `Buy at ${formatMoney(attempt.now)}` };
    case "refused":
      return { label: "Retry" };
  }
}
