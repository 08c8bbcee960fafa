import "server-only";
import type { AccountCheck } from "@/lib/carriers/account-check";
import { type Carrier, CarrierError, type CarrierName } from "@/lib/carriers/carrier";
import { createTwilioCarrier } from "@/lib/carriers/twilio/adapter";
import { checkTwilioAccount } from "@/lib/carriers/twilio/check-account";
import type { TwilioConfig } from "@/lib/carriers/twilio/client";
import { TwilioCredentials } from "@/lib/carriers/twilio/credentials";

export type CarrierOptions = {
  /** Scheme, host and port that replace the carrier's, for instance the simulator's. */
  baseUrl?: string;
  timeoutMs: number;
};

/** @throws CarrierError `refused`/`authentication_failed` when the credentials are incomplete; it contains no values */
export type CarrierFactory = (credentials: unknown, options: CarrierOptions) => Carrier;

export const carriers: Record<CarrierName, CarrierFactory> = {
  twilio: (credentials, options) => createTwilioCarrier(twilioConfig(credentials, options)),
};

/** Throws CarrierError as `carriers` does. */
export const accountChecks: Record<
  CarrierName,
  (credentials: unknown, options: CarrierOptions) => Promise<AccountCheck[]>
> = {
  twilio: (credentials, options) => checkTwilioAccount(twilioConfig(credentials, options)),
};

function twilioConfig(credentials: unknown, options: CarrierOptions): TwilioConfig {
  const parsed = TwilioCredentials.safeParse(credentials);
  if (!parsed.success) {
    const wanted = "account_sid with auth_token, or with api_key_sid and api_key_secret";
    throw new CarrierError(
      "refused",
      "authentication_failed",
      `The Twilio credentials are incomplete: ${wanted} wanted`,
    );
  }
  const { data } = parsed;
  const signIn =
    "api_key_sid" in data
      ? { apiKeySid: data.api_key_sid, apiKeySecret: data.api_key_secret }
      : { authToken: data.auth_token };
  return { ...options, accountSid: data.account_sid, ...signIn };
}
