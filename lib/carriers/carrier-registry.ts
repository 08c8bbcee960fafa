import "server-only";
import { type Carrier, CarrierError, type CarrierName } from "@/lib/carriers/carrier";
import { createTwilioCarrier } from "@/lib/carriers/twilio/adapter";
import { TwilioCredentials } from "@/lib/carriers/twilio/credentials";

export type CarrierOptions = {
  /** Scheme, host and port that stand in for the carrier's, as the simulator does. */
  baseUrl?: string;
  /** The longest that one call to the carrier may take. */
  timeoutMs: number;
};

/** @throws CarrierError `refused`/`authentication_failed` when the credentials are incomplete; it names no value */
export type CarrierFactory = (credentials: unknown, options: CarrierOptions) => Carrier;

/** A carrier without an adapter is a type error here. */
export const carriers: Record<CarrierName, CarrierFactory> = {
  twilio(credentials, options) {
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
    return createTwilioCarrier({
      ...options,
      accountSid: data.account_sid,
      ...("api_key_sid" in data
        ? { apiKeySid: data.api_key_sid, apiKeySecret: data.api_key_secret }
        : { authToken: data.auth_token }),
    });
  },
};
