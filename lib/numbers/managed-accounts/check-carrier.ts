import { type AccountCheck, checkOriginationUrl } from "@/lib/carriers/account-check";
import { accountChecks } from "@/lib/carriers/carrier-registry";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { credentialsOfEnvironment } from "./ensure-default-account";

/** Per call. The calls run in parallel, so a check takes no longer. */
const TIMEOUT_MS = 5_000;

/** Returns one line per check. */
export async function checkCarrier(): Promise<AccountCheck[]> {
  const { TWILIO_API_BASE_URL: baseUrl, SIP_ORIGINATION_URL, CARRIER_TIMEOUT_MS } = env();
  const timeoutMs = Math.min(TIMEOUT_MS, CARRIER_TIMEOUT_MS);
  const options = { ...(baseUrl && { baseUrl }), timeoutMs };
  const account = await accountChecks.twilio(JSON.parse(credentialsOfEnvironment()), options);
  return [...account, checkOriginationUrl(SIP_ORIGINATION_URL)];
}

export async function warnOfCarrierProblems(): Promise<void> {
  try {
    for (const { outcome, line } of await checkCarrier()) {
      if (outcome === "problem") log().warn({ line }, "the carrier account is not ready");
    }
  } catch (error) {
    log().warn({ error }, "the carrier account was not checked");
  }
}
