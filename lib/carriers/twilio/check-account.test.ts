import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { checkOriginationUrl } from "@/lib/carriers/account-check";
import { checkTwilioAccount } from "@/lib/carriers/twilio/check-account";
import type { TwilioConfig } from "@/lib/carriers/twilio/client";
import { type AccountStatus, accountStatuses } from "@/simulator/control-contract";
import { accountSid, apiKey, authToken, startTestSimulator, type TestSimulator } from "@/simulator/test-simulator";

let twilio: TestSimulator;

beforeAll(async () => {
  twilio = await startTestSimulator();
});
afterEach(() => twilio.control.reset());
afterAll(() => twilio.close());

const signIn = () => ({ accountSid, authToken, baseUrl: twilio.url, timeoutMs: 2_000 });
const check = (config: TwilioConfig = signIn()) => checkTwilioAccount(config);
const problemsOf = async (config?: TwilioConfig) =>
  (await check(config)).filter(({ outcome }) => outcome === "problem").map(({ line }) => line);

describe("the check of an account", () => {
  it("in order has one plain line for each thing, none of them a problem", async () => {
    expect(await check()).toEqual([
      { outcome: "ok", line: `The credentials sign in to ${accountSid}.` },
      { outcome: "ok", line: "The account is active and no trial." },
      { outcome: "ok", line: "The balance is 100.00 USD." },
      { outcome: "ok", line: "The credentials reach numbers." },
      { outcome: "ok", line: "The credentials reach prices." },
      { outcome: "ok", line: "0 of 100 trunks are used; each organization needs one." },
    ]);
    const { authToken: _token, ...config } = signIn();
    expect(await problemsOf({ ...config, apiKeySid: apiKey.sid, apiKeySecret: apiKey.secret })).toEqual([]);
  });

  const said: Record<AccountStatus, RegExp[]> = {
    active: [],
    suspended: [/is suspended or closed/],
    bad_credentials: [/do not sign in to AC\w+: the SID and the token or API key do not belong together/],
    trial: [/is a trial: it holds one number and one trunk/],
    permission: [/do not reach prices: use a standard API key/, /do not reach trunking: use a standard API key/],
    funds: [/balance is -2\.35 USD: Twilio takes no orders/],
    // What only an order shows.
    compliance: [],
    limit: [],
  };

  it.each(accountStatuses)("names what is wrong with an account that is %s", async (status) => {
    await twilio.control.setAccountStatus(status);
    const lines = await problemsOf();
    expect(lines).toHaveLength(said[status].length);
    for (const [index, pattern] of said[status].entries()) expect(lines[index]).toMatch(pattern);
  });

  it("says when the last trunks are near", async () => {
    for (let made = 0; made < 90; made++) await twilio.createTrunk();
    expect(await problemsOf()).toEqual([
      "90 of 100 trunks are used; each organization needs one. Ask Twilio to raise the limit.",
    ]);
  });

  it("ends in time when the carrier hangs, and says that it was not asked", async () => {
    await twilio.control.addFault({ operation: "any", kind: "hang", times: null });
    const begun = performance.now();
    const lines = await problemsOf({ ...signIn(), timeoutMs: 300 });
    expect(lines).toEqual([expect.stringMatching(/^Twilio could not be asked\. /)]);
    expect(performance.now() - begun).toBeLessThan(1_500);
    await twilio.control.clearFaults();
  });

  it("tells the token of another account from a wrong one, and repeats neither", async () => {
    const other = { account_sid: `AC${"7".repeat(32)}`, auth_token: "another-accounts-token" };
    await twilio.control.openAccount(other);
    const lines = await problemsOf({ ...signIn(), accountSid, authToken: other.auth_token });
    expect(lines).toEqual([expect.stringContaining("do not belong together")]);
    expect(lines.join()).not.toContain(other.auth_token);
  });
});

describe("an origination URL", () => {
  it.each([
    ["sip:4n1d.sip.livekit.cloud;transport=tcp", "ok"],
    ["sip:sip.example.com", "ok"],
    ["sip:sip.example.com:5061;transport=tls", "ok"],
    ["sip:p_4n1d.sip.livekit.cloud;transport=tcp", "problem"],
    ["sip:4n1d.sip.livekit.cloud", "problem"],
    ["sip:4n1d.sip.livekit.cloud;transport=tcpx", "problem"],
    ["sip:", "problem"],
  ])("%s is %s", (url, outcome) => {
    expect(checkOriginationUrl(url).outcome).toBe(outcome);
  });

  it("is given as it should be", () => {
    expect(checkOriginationUrl("sip:4n1d.sip.livekit.cloud").line).toContain(
      "sip:4n1d.sip.livekit.cloud;transport=tcp.",
    );
    expect(checkOriginationUrl("sip:p_4n1d.sip.livekit.cloud").line).toContain("sip:4n1d.sip.livekit.cloud.");
  });
});
