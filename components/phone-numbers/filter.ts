import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { digitsOf } from "./digits";

export type DirectoryFilter = {
  /** Any part of the number; empty matches all. */
  digits: string;
  /** Only numbers that this agent answers or calls from. */
  agentId: string | null;
  /** Only numbers without an agent in either direction. */
  unassigned: boolean;
};

export const noFilter: DirectoryFilter = { digits: "", agentId: null, unassigned: false };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Parameters = { q?: unknown; agent?: unknown; unassigned?: unknown };

/** Ignores invalid URL parameters. */
export function filterFrom({ q, agent, unassigned }: Parameters): DirectoryFilter {
  return {
    digits: typeof q === "string" ? digitsOf(q) : "",
    agentId: typeof agent === "string" && uuid.test(agent) ? agent : null,
    unassigned: unassigned === "true",
  };
}

export function isFiltered({ digits, agentId, unassigned }: DirectoryFilter): boolean {
  return digits !== "" || agentId !== null || unassigned;
}

export function filterQuery({ digits, agentId, unassigned }: DirectoryFilter) {
  return {
    ...(digits !== "" && { phone_number: digits }),
    ...(agentId !== null && { agent_id: agentId }),
    ...(unassigned && { unassigned: "true" as const }),
  };
}

export function isShown(record: PhoneNumberRecord, { digits, agentId, unassigned }: DirectoryFilter): boolean {
  const agents = [record.inbound_agent?.agent_id, record.outbound_agent?.agent_id];
  return (
    record.phone_number.includes(digits) &&
    (agentId === null || agents.includes(agentId)) &&
    (!unassigned || agents.every((agent) => agent === undefined))
  );
}
