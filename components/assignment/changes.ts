import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { type HeldVersion, heldBy, isSameVersion, type Side, sides, versionIdOn } from "./sides";
import type { SlotWrite } from "./slot-write";

/** A version that can be chosen. A draft becomes published when it is assigned. */
export type Target = HeldVersion & { published: boolean };

/** What somebody chose for a side, and what they saw in it when they did. */
export type Choice = { target: Target | null; seen: string | null };
export type Choices = Partial<Record<Side, Choice>>;

/** A side that would become something else than it is. */
export type SideChange = {
  side: Side;
  from: HeldVersion | null;
  to: Target | null;
  seen: string | null;
  /** Somebody else has changed the side since it was chosen for. */
  conflict: boolean;
};

/** The sides that a choice would change. One that was chosen back to what it is, or that somebody set alike, is none. */
export function changesOf(record: PhoneNumberRecord, choices: Choices): SideChange[] {
  return sides.flatMap((side) => {
    const choice = choices[side];
    const from = heldBy(record, side);
    if (!choice || isSameVersion(from, choice.target)) return [];
    const conflict = choice.seen !== versionIdOn(record, side);
    return { side, from, to: choice.target, seen: choice.seen, conflict };
  });
}

/** What to ask the server for: one request when both sides get, or lose, the same agent; else one for each. */
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

/** Clearing takes away every version of the agent, so that which one is named makes no difference. */
function isSameRequest(one: SlotWrite, other: SlotWrite): boolean {
  if (one.agentId !== other.agentId || one.action !== other.action) return false;
  return one.action === "clear" || one.version === other.version;
}

function inOne(one: SlotWrite, other: SlotWrite): SlotWrite {
  const expected = one.expected.map((slots, index) => ({ ...slots, ...other.expected[index] }));
  return { ...one, direction: "both", expected };
}
