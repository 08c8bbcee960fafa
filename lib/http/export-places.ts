import { outsideBudget } from "@/lib/platform/db/database-budget";
import { AppError } from "@/lib/platform/errors";
import { processSingleton } from "@/lib/platform/process-singleton";
import type { ApiReply } from "./contract";

const MAX_PER_ORGANIZATION = 2;
const MAX_HERE = 8;
/** A client that reads nothing for this long loses its slot. */
const IDLE_MS = 60_000;
const RETRY_SECONDS = 10;

const places = () => processSingleton("exports", () => new Map<string, number>());

/**
 * Runs an export in one of the organization's slots, which is freed when the client has read everything, disconnects or
 * stalls. Throws `rate_limited` when no slot is free, and whatever `run` throws.
 */
export async function inExportPlace(
  organizationId: string,
  run: () => Promise<ApiReply>,
  idleMs = IDLE_MS,
): Promise<ApiReply> {
  const release = takePlace(organizationId);
  try {
    const reply = await run();
    if (reply.csv) return { ...reply, csv: untilEnd(reply.csv, release, idleMs) };
    release();
    return reply;
  } catch (error) {
    release();
    throw error;
  }
}

function takePlace(organizationId: string): () => void {
  const taken = places();
  const own = taken.get(organizationId) ?? 0;
  const all = [...taken.values()].reduce((sum, count) => sum + count, 0);
  if (own >= MAX_PER_ORGANIZATION) {
    throw tooMany(`${own} exports of your organization are under way. Try again when one has ended.`);
  }
  if (all >= MAX_HERE) throw tooMany("Many exports are under way. Try again in a moment.");
  taken.set(organizationId, own + 1);
  let isFree = false;
  return () => {
    if (isFree) return;
    isFree = true;
    const left = (taken.get(organizationId) ?? 1) - 1;
    if (left > 0) taken.set(organizationId, left);
    else taken.delete(organizationId);
  };
}

const tooMany = (detail: string) => new AppError("rate_limited", detail, { retryAfter: RETRY_SECONDS });

type Pieces = AsyncIterable<string | Uint8Array>;

function untilEnd(pieces: Pieces, release: () => void, idleMs: number): Pieces {
  const source = pieces[Symbol.asyncIterator]();
  let isOver = false;
  let timer: NodeJS.Timeout;
  const end = async () => {
    clearTimeout(timer);
    release();
    isOver = true;
    await source.return?.();
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void end(), idleMs).unref();
  };
  wait();
  const iterator: AsyncIterator<string | Uint8Array> = {
    async next() {
      if (isOver) throw new Error("The client of an export has not read for too long.");
      clearTimeout(timer);
      try {
        const piece = await outsideBudget(() => source.next());
        if (piece.done) await end();
        else wait();
        return piece;
      } catch (error) {
        await end();
        throw error;
      }
    },
    async return() {
      await end();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}
