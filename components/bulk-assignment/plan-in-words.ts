import type { Target } from "@/components/assignment/changes";
import { heldBy, inWords } from "@/components/assignment/sides";
import type { Direction } from "@/lib/agents/schemas";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { type BulkPlan, sidesOf } from "./plan";

type Plan = {
  action: "assign" | "clear";
  records: PhoneNumberRecord[];
  direction: Direction;
  target: Target | null;
  plan: BulkPlan;
};

const slot = { inbound: "the inbound agent", outbound: "the outbound agent", both: "the agent of both directions" };

/** What would change, and what would not. */
export function planInWords({ action, records, direction, target, plan }: Plan): string {
  const count = plan.numbers.length;
  const lines =
    action === "assign"
      ? [
          count === 0 ? "" : `${inWords(target)} becomes ${slot[direction]} of ${numbers(count)}.`,
          replacing({ records, direction, target, plan }),
          plan.unchanged === 0 ? "" : `${numbers(plan.unchanged)} ${plan.unchanged === 1 ? "has" : "have"} it already.`,
        ]
      : [
          count === 0 ? "" : `${numbers(count)} ${count === 1 ? "loses" : "lose"} ${slot[direction]}.`,
          plan.unchanged === 0 ? "" : `${numbers(plan.unchanged)} ${plan.unchanged === 1 ? "has" : "have"} none there.`,
        ];
  return lines.filter((line) => line !== "").join(" ");
}

function replacing({ records, direction, target, plan }: Omit<Plan, "action">): string {
  const affected = new Set(plan.numbers);
  const sides = sidesOf(direction);
  const replaced = records.filter(
    (record) =>
      affected.has(record.phone_number) &&
      sides.some((side) => {
        const held = heldBy(record, side);
        return held && (held.agentId !== target?.agentId || held.version !== target.version);
      }),
  );
  if (replaced.length === 0) return "";
  return `It replaces what ${numbers(replaced.length)} ${replaced.length === 1 ? "has" : "have"} there now.`;
}

const numbers = (count: number) => (count === 1 ? "1 number" : `${count.toLocaleString("en-US")} numbers`);
