import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureDefaultAccount } from "@/lib/numbers/managed-accounts/ensure-default-account";
import { env } from "@/lib/platform/env";
import { createSimulatorControl } from "@/simulator/control-client";
import { type Simulator, startSimulator } from "@/simulator/server";
import { boughtNumber } from "@/test/support/bought-number";
import { newOrganization } from "@/test/support/organization";
import { atOnce } from "@/test/support/reconciling";
import { snapshot } from "@/test/support/snapshot";
import { changeEnvironment } from "@/test/support/unclear-identity";
import { reconcile } from "./reconcile";

const { TWILIO_ACCOUNT_SID } = env();
const parent = { accountSid: `AC${randomBytes(16).toString("hex")}`, authToken: "the parent's" };
const key = { sid: `SK${randomBytes(16).toString("hex")}`, secret: "opens both" };
let carrier: Simulator;

/** Ours is a subaccount here. */
beforeAll(async () => {
  carrier = await startSimulator({ ...parent, port: 0, apiKeys: { [key.sid]: key.secret } });
  const own = { account_sid: TWILIO_ACCOUNT_SID, auth_token: "ours", owner_account_sid: parent.accountSid };
  await createSimulatorControl(carrier.url).openAccount(own);
  changeEnvironment({ TWILIO_API_BASE_URL: carrier.url, TWILIO_AUTH_TOKEN: "ours" });
  await ensureDefaultAccount();
});
afterAll(() => carrier.close());

it("an answer of another account, as a key of the parent's gets of trunks, ends the sweep before anything is concluded", async () => {
  const { phoneNumber } = await boughtNumber(await newOrganization());
  const control = createSimulatorControl(carrier.url);
  await control.rebindNumber(phoneNumber, null);
  // The parent has a trunk of its own, and the key shows that one.
  const Authorization = `Basic ${Buffer.from(`${key.sid}:${key.secret}`).toString("base64")}`;
  const body = new URLSearchParams({ FriendlyName: "the parent's" });
  await fetch(`${carrier.url}/v1/Trunks`, { method: "POST", headers: { Authorization }, body });
  await control.releaseNumber(phoneNumber);
  changeEnvironment({ TWILIO_API_KEY_SID: key.sid, TWILIO_API_KEY_SECRET: key.secret });
  await ensureDefaultAccount();
  const before = await snapshot([carrier.url]);
  for (let sweep = 0; sweep < 3; sweep++) {
    const result = await reconcile(atOnce);
    expect(result?.accounts.map(({ problem }) => problem)).toEqual([
      expect.stringContaining("answered for the account"),
    ]);
  }
  expect(await snapshot([carrier.url])).toEqual(before);
});
