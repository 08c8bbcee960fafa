import { env } from "@/lib/platform/env";
import { createSimulatorControl } from "@/simulator/control-client";

/** The carrier of this test file, which `setup-database.ts` starts. */
export const simulator = createSimulatorControl(env().TWILIO_API_BASE_URL ?? "");

/** Acts with the account's own credentials outside Trunkline, as in the carrier's console. */
export function askCarrier(
  method: "POST" | "DELETE",
  path: string,
  form: Record<string, string> = {},
): Promise<Response> {
  const { TWILIO_API_BASE_URL: url, TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: token } = env();
  const Authorization = `Basic ${Buffer.from(`${account}:${token}`).toString("base64")}`;
  return fetch(`${url}${path}`, { method, headers: { Authorization }, body: new URLSearchParams(form) });
}

export const numbersPath = () => `/2010-04-01/Accounts/${env().TWILIO_ACCOUNT_SID}/IncomingPhoneNumbers`;
