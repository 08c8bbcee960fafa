import type { AgentVersion } from "@/lib/generated/prisma/client";
import type { PhoneNumberRow } from "@/lib/numbers/phone-numbers/serialize-phone-number";
import type { Direction } from "./schemas";

export type AssignedVersion = Pick<AgentVersion, "id" | "version"> & { agent: { id: string; name: string } };

export type SlotChange = { before: PhoneNumberRow; after: PhoneNumberRow };

type Assignment = { version: AssignedVersion; direction: Direction; at: Date };

/** The slots of each direction and the fields that show them. */
const sides = {
  inbound: { id: "inboundAgentVersionId", version: "inboundAgentVersion" },
  outbound: { id: "outboundAgentVersionId", version: "outboundAgentVersion" },
} as const;

const sidesOf = (direction: Direction) => (direction === "both" ? Object.values(sides) : [sides[direction]]);

export function assign(before: PhoneNumberRow, { version, direction, at }: Assignment): SlotChange {
  const { agent } = version;
  const shown = { version: version.version, agent: { id: agent.id, name: agent.name } };
  const after = { ...before };
  for (const side of sidesOf(direction)) Object.assign(after, { [side.id]: version.id, [side.version]: shown });
  return touched({ before, after }, at);
}

/** Clears this agent from the direction's slots; slots of other agents stay. */
export function unassign(before: PhoneNumberRow, { version, direction, at }: Assignment): SlotChange {
  const after = { ...before };
  for (const side of sidesOf(direction)) {
    if (before[side.version]?.agent.id !== version.agent.id) continue;
    Object.assign(after, { [side.id]: null, [side.version]: null });
  }
  return touched({ before, after }, at);
}

export function isChanged({ before, after }: SlotChange): boolean {
  return Object.values(sides).some((side) => before[side.id] !== after[side.id]);
}

function touched(change: SlotChange, updatedAt: Date): SlotChange {
  return isChanged(change) ? { before: change.before, after: { ...change.after, updatedAt } } : change;
}
