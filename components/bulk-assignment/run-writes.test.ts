import { expect, it } from "vitest";
import type { SlotWrite } from "@/components/assignment/slot-write";
import { ApiError } from "@/lib/api-client/api-client";
import { Problem } from "@/lib/platform/schemas";
import { type Outcomes, runWrites } from "./run-writes";

const writeTo = (...numbers: string[]): SlotWrite => ({
  agentId: "front-desk",
  version: 1,
  direction: "inbound",
  action: "assign",
  expected: numbers.map((phone_number) => ({ phone_number })),
});

function refusal(status: number, code: string, phone_numbers?: string[], retryAfter: number | null = null) {
  const detail = `Refused: ${code}.`;
  const fixed = { type: "about:blank", title: "Refused", request_id: "r" };
  return new ApiError(
    status,
    code,
    detail,
    retryAfter,
    Problem.parse({ ...fixed, status, detail, code, phone_numbers }),
  );
}

/** Answers the requests one after the other: an error is thrown, anything else is success. */
async function runWith(writes: SlotWrite[], answers: (ApiError | undefined)[], stopAfter = Number.POSITIVE_INFINITY) {
  const sent: string[][] = [];
  const waits: number[] = [];
  let outcomes: Outcomes = new Map();
  await runWrites({
    writes,
    send: async ({ expected }) => {
      const answer = answers[sent.length];
      sent.push(expected.map(({ phone_number }) => phone_number));
      if (answer) throw answer;
      return [];
    },
    onProgress: (now) => {
      outcomes = now;
    },
    isStopped: () => sent.length >= stopAfter,
    pause: async (seconds) => void waits.push(seconds),
  });
  return { sent, waits, outcomes: Object.fromEntries(outcomes) };
}

it("sets aside the numbers that the server names, and sends the rest again", async () => {
  const { sent, outcomes } = await runWith(
    [writeTo("+1", "+2", "+3", "+4")],
    [refusal(404, "not_found", ["+2"]), refusal(412, "precondition_failed", ["+3"])],
  );
  expect(sent).toEqual([
    ["+1", "+2", "+3", "+4"],
    ["+1", "+3", "+4"],
    ["+1", "+4"],
  ]);
  expect(outcomes).toEqual({
    "+1": { done: true },
    "+2": { done: false, sentence: "No longer in your directory." },
    "+3": { done: false, sentence: expect.stringContaining("Someone else changed this number's agent.") },
    "+4": { done: true },
  });
});

it("ends with a reason that is about no number: nothing more is sent", async () => {
  const { sent, outcomes } = await runWith(
    [writeTo("+1"), writeTo("+2"), writeTo("+3")],
    [undefined, refusal(409, "agent_inactive")],
  );
  expect(sent).toEqual([["+1"], ["+2"]]);
  expect(outcomes).toEqual({
    "+1": { done: true },
    "+2": { done: false, sentence: "Refused: agent_inactive." },
    "+3": { done: false, sentence: "Refused: agent_inactive." },
  });
});

it("waits as long as it is told when it asks too often", async () => {
  const { sent, waits, outcomes } = await runWith([writeTo("+1")], [refusal(429, "rate_limited", undefined, 7)]);
  expect(sent).toHaveLength(2);
  expect(waits).toEqual([7]);
  expect(outcomes).toEqual({ "+1": { done: true } });
});

it("calls a number done after all of its requests, and failed after one", async () => {
  const both = await runWith([writeTo("+1", "+2"), writeTo("+2")], [undefined, refusal(404, "not_found", ["+2"])]);
  expect(both.outcomes).toMatchObject({ "+1": { done: true }, "+2": { done: false } });
  const early = await runWith([writeTo("+1"), writeTo("+1")], [undefined], 1);
  expect(early.outcomes).toEqual({});
});

it("stops between two requests, and leaves the rest untried", async () => {
  const { sent, outcomes } = await runWith([writeTo("+1"), writeTo("+2")], [], 1);
  expect(sent).toEqual([["+1"]]);
  expect(outcomes).toEqual({ "+1": { done: true } });
});
