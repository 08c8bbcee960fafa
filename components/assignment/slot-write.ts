import { type Direction, type ExpectedSlots, UpdatedPhoneNumbers } from "@/lib/agents/schemas";
import { ApiError, callApi } from "@/lib/api-client/api-client";

/** One request that assigns a version to one or both sides of these numbers, or removes its agent from them. */
export type SlotWrite = {
  agentId: string;
  version: number;
  direction: Direction;
  action: "assign" | "clear";
  /** The numbers with the versions that the user saw on the affected sides. */
  expected: ExpectedSlots[];
};

/**
 * Writes all or nothing; repeating changes nothing more. Returns the changed numbers. Throws `ApiError`;
 * `numbersNamedIn` extracts the numbers that caused it.
 */
export function sendSlotWrite(organizationId: string, { agentId, version, ...write }: SlotWrite) {
  const numbers = write.expected.map(({ phone_number }) => phone_number);
  return callApi(`/core/agents/${agentId}/versions/${version}/publish`, {
    organizationId,
    method: "POST",
    body: {
      [write.action === "assign" ? "phone_numbers" : "unassign_phone_numbers"]: numbers,
      direction: write.direction,
      expected: write.expected,
    },
    response: UpdatedPhoneNumbers,
  });
}

/** Returns the numbers that caused the failure; empty when it had another cause. */
export function numbersNamedIn(error: unknown): string[] {
  const named = error instanceof ApiError ? error.problem?.phone_numbers : undefined;
  return Array.isArray(named) ? named.filter((each) => typeof each === "string") : [];
}
