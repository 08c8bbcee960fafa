import { numbersNamedIn, type SlotWrite } from "@/components/assignment/slot-write";
import { ApiError } from "@/lib/api-client/api-client";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

/** The result for a number; absent while it is waiting or was not tried. */
export type Outcome = { done: true } | { done: false; sentence: string };
export type Outcomes = ReadonlyMap<string, Outcome>;

type Run = {
  writes: SlotWrite[];
  send: (write: SlotWrite) => Promise<PhoneNumberRecord[]>;
  onProgress: (outcomes: Outcomes, updated: PhoneNumberRecord[]) => void;
  isStopped: () => boolean;
  pause: (seconds: number) => Promise<void>;
};

const MAX_WAITS = 5;

/**
 * Sends the requests in sequence. Records the numbers that the server names as failed and resends the rest of their
 * request; a failure that names no number ends the run, because it would repeat.
 */
export async function runWrites({ writes, onProgress, isStopped, ...run }: Run): Promise<void> {
  const outcomes = new Map<string, Outcome>();
  const left = countPerNumber(writes);
  const finish = (numbers: string[], sentence?: string) => {
    for (const number of numbers) {
      left.set(number, (left.get(number) ?? 1) - 1);
      if (sentence !== undefined) outcomes.set(number, { done: false, sentence });
      else if (left.get(number) === 0 && !outcomes.has(number)) outcomes.set(number, { done: true });
    }
  };
  for (const [index, write] of writes.entries()) {
    let rest = write;
    while (rest.expected.length > 0) {
      if (isStopped()) return;
      try {
        const updated = await sendPatiently(rest, run);
        finish(numbersOf(rest));
        onProgress(new Map(outcomes), updated);
        break;
      } catch (error) {
        const named = new Set(numbersNamedIn(error));
        const refused = numbersOf(rest).filter((number) => named.has(number));
        if (refused.length === 0) {
          for (const each of [rest, ...writes.slice(index + 1)]) finish(numbersOf(each), sentenceOf(error));
          onProgress(new Map(outcomes), []);
          return;
        }
        finish(refused, sentenceOf(error));
        onProgress(new Map(outcomes), []);
        rest = { ...rest, expected: rest.expected.filter(({ phone_number }) => !named.has(phone_number)) };
      }
    }
  }
}

/** A rate-limited request was not processed, so retry it after the requested delay. */
async function sendPatiently(write: SlotWrite, { send, pause }: Pick<Run, "send" | "pause">) {
  for (let waits = 0; ; waits++) {
    try {
      return await send(write);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 429 || waits >= MAX_WAITS) throw error;
      await pause(error.retryAfter ?? 1);
    }
  }
}

/** A number whose sides have two agents is in two requests, and done after both. */
function countPerNumber(writes: SlotWrite[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const number of writes.flatMap(numbersOf)) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}

const numbersOf = ({ expected }: SlotWrite) => expected.map(({ phone_number }) => phone_number);

/** Rephrases the server's message for a single number. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof ApiError)) return "Couldn't send the request.";
  switch (error.code) {
    case "precondition_failed":
      return "Someone else changed this number's agent. Retry to overwrite it.";
    case "not_found":
      return numbersNamedIn(error).length > 0 ? "No longer in your directory." : error.message;
    case "number_out_of_service":
      return "Not in service, so it can't be assigned.";
    default:
      return error.message;
  }
}
