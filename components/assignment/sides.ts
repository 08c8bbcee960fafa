import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

/** A number has two independent slots. */
export type Side = "inbound" | "outbound";
export const sides: readonly Side[] = ["inbound", "outbound"];

export type HeldVersion = { agentId: string; name: string; version: number };

export const sideWords = {
  inbound: { label: "Inbound Agent", purpose: "Answers calls to this number." },
  outbound: { label: "Outbound Agent", purpose: "Places calls from this number." },
} as const;

export function heldBy(record: PhoneNumberRecord, side: Side): HeldVersion | null {
  const agent = side === "inbound" ? record.inbound_agent : record.outbound_agent;
  return agent && { agentId: agent.agent_id, name: agent.name, version: agent.version };
}

/** Returns the id that the server compares with the current one. */
export function versionIdOn(record: PhoneNumberRecord, side: Side): string | null {
  return side === "inbound" ? record.inbound_agent_version_id : record.outbound_agent_version_id;
}

export function isSameVersion(one: HeldVersion | null, other: HeldVersion | null): boolean {
  return one?.agentId === other?.agentId && one?.version === other?.version;
}

/** Formats as `Front desk v4`, or `None` as documented. */
export const inWords = (held: HeldVersion | null) => (held ? `${held.name} v${held.version}` : "None");
