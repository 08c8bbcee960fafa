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

const doing = { inbound: "answer", outbound: "make calls from", both: "answer and make calls from" };
const removed = { inbound: "The inbound agent", outbound: "The outbound agent", both: "Both agents" };

export function planInWords({ action, records, direction, target, plan }: Plan): string {
  const count = plan.numbers.length;
  const lines =
    action === "assign"
      ? [
          count === 0 ? "" : `${inWords(target)} will ${doing[direction]} ${numbers(count)}.`,
          replacing({ records, direction, target, plan }),
          plan.unchanged === 0 ? "" : `${numbers(plan.unchanged)} already ${plan.unchanged === 1 ? "uses" : "use"} it.`,
        ]
      : [
          count === 0 ? "" : `${removed[direction]} will be removed from ${numbers(count)}.`,
          plan.unchanged === 0
            ? ""
            : `${numbers(plan.unchanged)} ${plan.unchanged === 1 ? "has" : "have"} no agent to remove.`,
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
  return `It replaces the current agent on ${numbers(replaced.length)}.`;
}

const numbers = (count: number) => (count === 1 ? "1 number" : `${count.toLocaleString("en-US")} numbers`);
