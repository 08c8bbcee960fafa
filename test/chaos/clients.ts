import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Answer, Order } from "./orders";
import type { GoesOn } from "./patience";
import type { Random } from "./random";

const REQUEST_MS = 8_000;
const passing = new Set(["idempotency_key_in_flight"]);

export type Tally = {
  /** Answers by status and code, final or not; 0 means no answer. */
  answers: Map<string, number>;
  latencies: number[];
  /** Violations of what every client may rely on. */
  wrong: string[];
};

export const newTally = (): Tally => ({ answers: new Map(), latencies: [], wrong: [] });

/** Retries with the same key until the answer is final, like a client that never gives up. */
export async function deliver(url: string, order: Order, tally: Tally, random: Random, goesOn: GoesOn): Promise<void> {
  const began = performance.now();
  for (let round = 0; goesOn(); round++) {
    order.attempts++;
    const answers = await Promise.all(order.duplicate ? [send(url, order), send(url, order)] : [send(url, order)]);
    for (const answer of answers) hear(order, answer, tally);
    if (order.answer) {
      tally.latencies.push(performance.now() - began);
      if (order.released && order.answer.status === 201) await giveBack(url, order, tally, random, goesOn);
      return;
    }
    await sleep(random.between(50, Math.min(2_000, 150 * 2 ** Math.min(round, 4))));
  }
  tally.wrong.push(`${order.key} for ${order.phoneNumber} had no final answer in time`);
}

/** Requests the release until it is accepted; then the server alone must complete it. */
export async function giveBack(url: string, order: Order, tally: Tally, random: Random, goesOn: GoesOn): Promise<void> {
  const address = `${url}/core/phone-numbers/${encodeURIComponent(order.phoneNumber)}?immediately=true`;
  while (goesOn()) {
    const { status } = await ask(address, order.tenant.apiKey, { method: "DELETE" });
    tally.answers.set(`DELETE ${status}`, (tally.answers.get(`DELETE ${status}`) ?? 0) + 1);
    order.releaseAccepted = [202, 204, 404].includes(status);
    if (order.releaseAccepted) return;
    await sleep(random.between(50, 500));
  }
  tally.wrong.push(`${order.phoneNumber} could not be released in time`);
}

function hear(order: Order, answer: Answer, tally: Tally): void {
  const label = labelOf(answer);
  tally.answers.set(label, (tally.answers.get(label) ?? 0) + 1);
  if (answer.status === 500) tally.wrong.push(`${order.key}: ${label} ${JSON.stringify(answer.body)}`);
  if (!isFinal(answer)) return;
  order.answer ??= answer;
  const difference = differs(order.answer, answer);
  if (difference) tally.wrong.push(`${order.key}: ${difference}`);
}

/** The difference between a key's first answer and a later one; undefined when there is none. */
export function differs(first: Answer, later: Answer): string | undefined {
  if (first.status !== later.status) return `first ${labelOf(first)}, later ${labelOf(later)}`;
  if (isDeepStrictEqual(lasting(first), lasting(later))) return undefined;
  return `first ${JSON.stringify(first.body)}, later ${JSON.stringify(later.body)}`;
}

/** Drops members that identify the request and differ between responses. */
function lasting({ body }: Answer): unknown {
  if (typeof body !== "object" || body === null) return body;
  const { request_id: _request, instance: _instance, ...rest } = body as Record<string, unknown>;
  return rest;
}

const codeOf = ({ body }: Answer) =>
  typeof body === "object" && body !== null && "code" in body && typeof body.code === "string" ? body.code : "";

export const labelOf = (answer: Answer) => `${answer.status} ${codeOf(answer)}`.trim();

const isFinal = (answer: Answer) => [201, 409, 422].includes(answer.status) && !passing.has(codeOf(answer));

export function send(url: string, { tenant, phoneNumber, key }: Order): Promise<Answer> {
  return ask(`${url}/core/managed-accounts/default/purchase-number`, tenant.apiKey, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
    body: JSON.stringify({ phone_number: phoneNumber }),
  });
}

export async function ask(url: string, apiKey: string, { headers, ...init }: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(url, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(headers)), Authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    const text = await response.text();
    return { status: response.status, body: parsed(text) };
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return { status: 0, body: late ? "too late" : "cut off" };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
