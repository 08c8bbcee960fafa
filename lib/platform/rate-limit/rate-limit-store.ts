import { Redis } from "ioredis";
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { waitForDatabase } from "@/lib/platform/db/database-budget";
import { limitPool } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { processSingleton } from "@/lib/platform/process-singleton";

export type Policy = { name: string; points: number; seconds: number };

export type LimitState = { policy: Policy; exceeded: boolean; remaining: number; resetMs: number };

const REDIS_ANSWER_MS = 500;
const ANSWER_MS = 5_000;

function redis(url: string): Redis {
  return processSingleton("redis", () => {
    const answersInTime = { commandTimeout: REDIS_ANSWER_MS, maxRetriesPerRequest: 1, enableOfflineQueue: false };
    const client = new Redis(url, answersInTime);
    client.on("error", (error) => log().warn({ error }, "redis lost"));
    return client;
  });
}

/** While the store is down, each server counts in memory: an outage neither locks users out nor lifts the limit. */
export function openLimit({ name, points, seconds }: Policy): RateLimiterAbstract {
  const limit = { keyPrefix: name, points, duration: seconds };
  const shared = { ...limit, inMemoryBlockOnConsumed: points, insuranceLimiter: new RateLimiterMemory(limit) };
  const url = env().REDIS_URL;
  if (url) return new RateLimiterRedis({ ...shared, storeClient: redis(url) });
  const table = { tableName: "rate_limit", tableCreated: true };
  return new RateLimiterPostgres({ ...shared, ...table, storeClient: limitPool(), storeType: "pool" });
}

export async function take(
  limiter: RateLimiterAbstract,
  policy: Policy,
  key: string,
  points: number,
): Promise<LimitState> {
  try {
    const taken = await waitForDatabase(ANSWER_MS, () => limiter.consume(key, points));
    return stateOf(policy, false, taken);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return stateOf(policy, true, refusal);
    throw refusal;
  }
}

export async function peek(limiter: RateLimiterAbstract, policy: Policy, key: string): Promise<LimitState | undefined> {
  const standing = await limiter.get(key);
  return standing ? stateOf(policy, standing.remainingPoints <= 0, standing) : undefined;
}

function stateOf(policy: Policy, exceeded: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): LimitState {
  return { policy, exceeded, remaining: remainingPoints, resetMs: msBeforeNext };
}
