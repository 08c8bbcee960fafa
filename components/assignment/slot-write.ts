import { type Direction, type ExpectedSlots, UpdatedPhoneNumbers } from "@/lib/agents/schemas";
import { ApiError, callApi } from "@/lib/api-client/api-client";

/** One request: a version goes to, or its agent leaves, one or both sides of these numbers. */
export type SlotWrite = {
  agentId: string;
  version: number;
  direction: Direction;
  action: "assign" | "clear";
  /** The numbers, each with what was seen in the sides that are written. */
  expected: ExpectedSlots[];
};

/**
 * All of it or nothing; asking again changes nothing more. The numbers that changed. Throws `ApiError`; when it is
 * about some of the numbers only, `numbersNamedIn` says which.
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

/** The numbers because of which nothing was written; none when the request failed for another reason. */
export function numbersNamedIn(error: unknown): string[] {
  const named = error instanceof ApiError ? error.problem?.phone_numbers : undefined;
  return Array.isArray(named) ? named.filter((each) => typeof each === "string") : [];
}
