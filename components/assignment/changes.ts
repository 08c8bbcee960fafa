import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { type HeldVersion, heldBy, isSameVersion, type Side, sides, versionIdOn } from "./sides";
import type { SlotWrite } from "./slot-write";

/** A selectable version. Assigning a draft publishes it. */
export type Target = HeldVersion & { published: boolean };

/** The selected version for a side, and the version that the user saw when selecting it. */
export type Choice = { target: Target | null; seen: string | null };
export type Choices = Partial<Record<Side, Choice>>;

/** A side whose agent would change. */
export type SideChange = {
  side: Side;
  from: HeldVersion | null;
  to: Target | null;
  seen: string | null;
  /** Another user changed this side after the selection. */
  conflict: boolean;
};

/** Lists the sides that saving would change. Ignores selections that match the current state. */
export function changesOf(record: PhoneNumberRecord, choices: Choices): SideChange[] {
  return sides.flatMap((side) => {
    const choice = choices[side];
    const from = heldBy(record, side);
    if (!choice || isSameVersion(from, choice.target)) return [];
    const conflict = choice.seen !== versionIdOn(record, side);
    return { side, from, to: choice.target, seen: choice.seen, conflict };
  });
}

/** Plans one request when both sides get or lose the same agent, otherwise one per side. */
export function writesOf({ phone_number }: PhoneNumberRecord, changes: SideChange[]): SlotWrite[] {
  const writes = changes.map((change) => writeOf(phone_number, change));
  const [one, other] = writes;
  return one && other && isSameRequest(one, other) ? [inOne(one, other)] : writes;
}

function writeOf(phoneNumber: string, { side, from, to, seen }: SideChange): SlotWrite {
  const version = to ?? from;
  if (!version) throw new Error("A side that nobody holds cannot be cleared.");
  return {
    agentId: version.agentId,
    version: version.version,
    direction: side,
    action: to ? "assign" : "clear",
    expected: [{ phone_number: phoneNumber, [`${side}_agent_version_id`]: seen }],
  };
}

/** Clearing removes every version of the agent, so the version does not matter. */
function isSameRequest(one: SlotWrite, other: SlotWrite): boolean {
  if (one.agentId !== other.agentId || one.action !== other.action) return false;
  return one.action === "clear" || one.version === other.version;
}

function inOne(one: SlotWrite, other: SlotWrite): SlotWrite {
  const expected = one.expected.map((slots, index) => ({ ...slots, ...other.expected[index] }));
  return { ...one, direction: "both", expected };
}
