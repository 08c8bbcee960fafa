import { type CircuitBreakerPolicy, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { CarrierError, type CarrierErrorReason, closesAccount } from "@/lib/carriers/carrier";

/** `refused`: the carrier rejects the account; `down`: it does not respond. `since` is null while `ok`. */
export type AccountHealth = { state: "ok" | "refused" | "down"; since: Date | null };

export type HealthChange = (health: AccountHealth, cause: CarrierError | undefined) => void;

export type AccountBreakerOptions = {
  /** Milliseconds until the next probe. */
  coolDownMs: number;
  /** Runs first after the cool-down, so that a purchase never has to test the connection. */
  probe: () => Promise<unknown>;
  onChange?: HealthChange;
};

export type AccountBreaker = ReturnType<typeof createAccountBreaker>;

const SILENCES_IN_A_ROW = 10;
const silence: readonly CarrierErrorReason[] = ["unreachable", "timeout", "server_error"];

/**
 * Opens when the carrier refuses the account as a whole, or has not responded ten times in a row. It stays closed for
 * an account that can read but not buy (a trial, a limit, no funds): a successful read would only close it again.
 */
export function createAccountBreaker({ coolDownMs, probe, onChange }: AccountBreakerOptions) {
  let health: AccountHealth = { state: "ok", since: null };
  let cause = new CarrierError("unavailable", "unreachable", "The carrier does not answer");
  let probing: Promise<unknown> | undefined;
  let alarm: ReturnType<typeof setTimeout> | undefined;

  const silences = new ConsecutiveBreaker(SILENCES_IN_A_ROW);
  const policy: CircuitBreakerPolicy = circuitBreaker(handleWhen(isTrouble), {
    halfOpenAfter: coolDownMs,
    breaker: {
      state: undefined,
      success: () => silences.success(),
      failure: () => silences.failure() || isRefusal(policy.lastFailure),
    },
  });
  policy.onBreak((trouble) => {
    if ("error" in trouble && trouble.error instanceof CarrierError) open(trouble.error);
  });
  policy.onReset(() => turn("ok"));

  function open(error: CarrierError): void {
    cause = error;
    clearTimeout(alarm);
    // Also probe without a caller, so that a directory reader learns that the carrier is back.
    alarm = setTimeout(() => ensureClosed().catch(() => {}), coolDownMs + 1_000).unref();
    turn(closesAccount(error) ? "refused" : "down", error);
  }

  function turn(state: AccountHealth["state"], error?: CarrierError): void {
    if (state === health.state) return;
    health = { state, since: state === "ok" ? null : new Date() };
    onChange?.(health, error);
  }

  /** After the cool-down, the first caller sends a probe, and the others wait for its result. */
  async function ensureClosed(): Promise<void> {
    if (isClosed()) return;
    probing ??= policy
      .execute(() => settle(probe))
      .finally(() => {
        probing = undefined;
      });
    await probing.catch(() => {
      throw notSent(cause);
    });
  }

  const isClosed = () => policy.state === CircuitState.Closed;

  return {
    ensureClosed,
    isClosed,
    /** Throws without calling while the breaker is open. */
    async run<T>(call: () => Promise<T>): Promise<T> {
      if (!isClosed()) throw notSent(cause);
      const settled = await policy.execute(() => settle(call));
      if ("error" in settled) throw settled.error;
      return settled.value;
    },
    /** For a call whose failure says nothing about the account. Throws without calling while the breaker is open. */
    async runApart<T>(call: () => Promise<T>): Promise<T> {
      if (!isClosed()) throw notSent(cause);
      return call();
    },
    health: (): AccountHealth => health,
    close: () => clearTimeout(alarm),
  };
}

/** A refused number or "too many requests" shows that the carrier is up and knows the account, which ends an outage. */
async function settle<T>(call: () => Promise<T>): Promise<{ value: T } | { error: unknown }> {
  try {
    return { value: await call() };
  } catch (error) {
    if (isTrouble(error)) throw error;
    return { error };
  }
}

function isTrouble(error: unknown): boolean {
  return error instanceof CarrierError && (closesAccount(error) || silence.includes(error.reason));
}

function isRefusal(failure: CircuitBreakerPolicy["lastFailure"]): boolean {
  if (!failure || !("error" in failure)) return false;
  return failure.error instanceof CarrierError && closesAccount(failure.error);
}

/** Never `unknown`, whatever the cause: a call that was not sent bought nothing. */
function notSent({ kind, reason, message, details: { carrierCode, httpStatus } }: CarrierError): CarrierError {
  return new CarrierError(kind === "refused" ? "refused" : "unavailable", reason, `Not asked again yet: ${message}`, {
    ...(carrierCode === undefined ? {} : { carrierCode }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
  });
}
