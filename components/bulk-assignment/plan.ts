import type { Target } from "@/components/assignment/changes";
import { heldBy, isSameVersion, type Side, sides, versionIdOn } from "@/components/assignment/sides";
import type { SlotWrite } from "@/components/assignment/slot-write";
import type { Direction, ExpectedSlots } from "@/lib/agents/schemas";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

/** Small enough that one refusal delays few numbers, large enough that thousands of numbers need few requests. */
const CHUNK = 100;

/** The requests to send, and the count of numbers that need no change. */
export type BulkPlan = { writes: SlotWrite[]; numbers: string[]; unchanged: number };

export const sidesOf = (direction: Direction) => sides.filter((side) => direction === "both" || direction === side);

/** Plans one version for these sides of every number that does not have it yet. */
export function planAssignment(records: PhoneNumberRecord[], target: Target, direction: Direction): BulkPlan {
  const written = sidesOf(direction);
  const affected = records.filter((record) => written.some((side) => !isSameVersion(heldBy(record, side), target)));
  const { agentId, version } = target;
  const write = { agentId, version, direction, action: "assign" as const };
  return planOf(records, inChunks({ ...write, expected: affected.map((record) => seenOn(record, written)) }));
}

/** Plans to clear these sides. The server clears by agent, so each current agent needs its own requests. */
export function planClearing(records: PhoneNumberRecord[], direction: Direction): BulkPlan {
  const writes = new Map<string, SlotWrite>();
  for (const record of records) {
    for (const { side, sidesHeld, agentId, version } of holdersOf(record, sidesOf(direction))) {
      const key = `${agentId} ${side}`;
      const write = writes.get(key) ?? { agentId, version, direction: side, action: "clear", expected: [] };
      write.expected.push(seenOn(record, sidesHeld));
      writes.set(key, write);
    }
  }
  return planOf(records, [...writes.values()].flatMap(inChunks));
}

/** Returns the agents on these sides; an agent on both counts once. */
function holdersOf(record: PhoneNumberRecord, written: Side[]) {
  const held = written.flatMap((side) => {
    const holder = heldBy(record, side);
    return holder ? [{ ...holder, side: side as Direction, sidesHeld: [side] }] : [];
  });
  const [one, other] = held;
  return one && other && one.agentId === other.agentId
    ? [{ ...one, side: "both" as const, sidesHeld: [...one.sidesHeld, ...other.sidesHeld] }]
    : held;
}

function seenOn(record: PhoneNumberRecord, written: Side[]): ExpectedSlots {
  const seen = written.map((side) => [`${side}_agent_version_id`, versionIdOn(record, side)]);
  return { phone_number: record.phone_number, ...Object.fromEntries(seen) };
}

function inChunks(write: SlotWrite): SlotWrite[] {
  const count = Math.ceil(write.expected.length / CHUNK);
  return Array.from({ length: count }, (_, index) => ({
    ...write,
    expected: write.expected.slice(index * CHUNK, (index + 1) * CHUNK),
  }));
}

function planOf(records: PhoneNumberRecord[], writes: SlotWrite[]): BulkPlan {
  const numbers = [...new Set(writes.flatMap(({ expected }) => expected.map(({ phone_number }) => phone_number)))];
  return { writes, numbers, unchanged: records.length - numbers.length };
}
