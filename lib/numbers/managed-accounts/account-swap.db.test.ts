import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createTwilioCarrier } from "@/lib/carriers/twilio/adapter";
import { reconcile } from "@/lib/numbers/reconcile/reconcile";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { createSimulatorControl } from "@/simulator/control-client";
import { type Simulator, startSimulator } from "@/simulator/server";
import { boughtNumber, defaultAccount } from "@/test/support/bought-number";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";
import { atOnce, rowOf } from "@/test/support/reconciling";
import { snapshot } from "@/test/support/snapshot";
import { busyOrganization, changeEnvironment, expectNothingDone } from "@/test/support/unclear-identity";
import { simulator } from "@/test/support/world";
import { acceptIdentity } from "./accept-identity";
import { carrierOf } from "./carrier-of";
import { ensureDefaultAccount } from "./ensure-default-account";

const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN = "", TWILIO_API_BASE_URL = "" } = env();
const own = { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_BASE_URL };
const stranger = { account_sid: `AC${randomBytes(16).toString("hex")}`, auth_token: "the stranger's" };
const strangers = { TWILIO_ACCOUNT_SID: stranger.account_sid, TWILIO_AUTH_TOKEN: stranger.auth_token };

let elsewhere: Simulator;
let busy: Awaited<ReturnType<typeof busyOrganization>>;

beforeAll(async () => {
  busy = await busyOrganization();
  await simulator.openAccount(stranger);
  elsewhere = await startSimulator({ port: 0, accountSid: TWILIO_ACCOUNT_SID, authToken: TWILIO_AUTH_TOKEN });
});
afterAll(() => elsewhere.close());
afterEach(() => changeEnvironment(own));

const account = () => defaultAccount(busy.organization);
/** As when they were encrypted under a key that is gone. */
async function loseKey() {
  const { id } = await account();
  await system().transaction((tx) => tx.managedAccount.update({ where: { id }, data: { credentials: "unreadable" } }));
}

const carriers = () => [TWILIO_API_BASE_URL, elsewhere.url];

describe("a server that is started with another carrier account", () => {
  it("which is empty does nothing until an operator has said what it is", async () => {
    changeEnvironment(strangers);
    await expectNothingDone(carriers(), `belong to the carrier account ${own.TWILIO_ACCOUNT_SID}`);
  });

  it("which has numbers and trunks with our names does nothing either", async () => {
    const carrier = createTwilioCarrier({
      ...{ accountSid: stranger.account_sid, authToken: stranger.auth_token },
      ...{ baseUrl: own.TWILIO_API_BASE_URL, timeoutMs: 5_000 },
    });
    const originationUrl = "sip:stranger.example.com";
    const names = (await simulator.state()).trunks.map(({ friendly_name }) => friendly_name);
    for (const reference of new Set(names)) await carrier.findOrCreateTrunk({ reference, originationUrl });
    const { carrierId: trunkId } = await carrier.findOrCreateTrunk({ reference: "theirs", originationUrl });
    for (const { friendly_name: reference } of (await simulator.state()).owned) {
      await carrier.buy({ phoneNumber: freshNumber(), trunkId, reference });
    }
    changeEnvironment(strangers);
    await expectNothingDone(carriers(), `belong to the carrier account ${own.TWILIO_ACCOUNT_SID}`);
  });

  it("is told from its own also when the key of the stored credentials is lost", async () => {
    await loseKey();
    changeEnvironment(strangers);
    await expectNothingDone(carriers(), `belong to the carrier account ${own.TWILIO_ACCOUNT_SID}`);
    changeEnvironment(own);
    await ensureDefaultAccount();
  });

  it("under another address does nothing, be it the same account or not", async () => {
    changeEnvironment({ TWILIO_API_BASE_URL: elsewhere.url });
    await expectNothingDone(carriers(), `was at ${own.TWILIO_API_BASE_URL}`);
  });

  it("asks the carrier nothing in the account's name", async () => {
    changeEnvironment(strangers);
    const row = await account();
    expect(() => carrierOf(row)).toThrow("belong to the carrier account");
  });
});

describe("credentials of the same account", () => {
  it("are renewed, and the account is as it was", async () => {
    const before = await account();
    changeEnvironment({ TWILIO_AUTH_TOKEN: "rotated" });
    expect(await ensureDefaultAccount()).toBe(before.id);
    const { credentials, carrierAccountId, carrierBaseUrl } = await account();
    expect(credentials).not.toBe(before.credentials);
    expect([carrierAccountId, carrierBaseUrl]).toEqual([own.TWILIO_ACCOUNT_SID, own.TWILIO_API_BASE_URL]);
    changeEnvironment(own);
    expect(await ensureDefaultAccount()).toBe(before.id);
  });

  it("replace those whose key is lost", async () => {
    await loseKey();
    await ensureDefaultAccount();
    expect(await carrierOf(await account()).findOwned(busy.kept.phoneNumber)).toBeDefined();
  });

  it("of a row that is older than the note fill it in, and tell another account all the same", async () => {
    const unnoted = { carrierAccountId: null, carrierBaseUrl: null };
    const { id } = await account();
    const forget = () => system().transaction((tx) => tx.managedAccount.update({ where: { id }, data: unnoted }));
    await forget();
    changeEnvironment(strangers);
    await expectNothingDone(carriers(), `belong to the carrier account ${own.TWILIO_ACCOUNT_SID}`);
    changeEnvironment(own);
    await loseKey();
    await expectNothingDone(carriers(), "It is not known which carrier account");
    await acceptIdentity("same-account");
    await forget();
    await ensureDefaultAccount();
    expect(await account()).toMatchObject({ carrierAccountId: own.TWILIO_ACCOUNT_SID });
  });
});

describe("an operator's word", () => {
  it("is refused while nothing has changed, or when it does not fit", async () => {
    const before = await snapshot(carriers());
    for (const word of ["same-account", "other-account", "moved", "copy"] as const) {
      await expect(acceptIdentity(word)).rejects.toThrow("Nothing was changed");
    }
    changeEnvironment(strangers);
    await expect(acceptIdentity("same-account")).rejects.toThrow("is not the same account");
    expect(await snapshot(carriers())).toEqual(before);
  });

  it("that the same account has moved leaves every number as it is", async () => {
    const moved = elsewhere.url;
    changeEnvironment({ TWILIO_API_BASE_URL: moved });
    await acceptIdentity("same-account");
    expect(await account()).toMatchObject({ carrierAccountId: own.TWILIO_ACCOUNT_SID, carrierBaseUrl: moved });
    expect((await rowOf(busy.kept.row.id))?.managedAccountId).toBe((await account()).id);
    changeEnvironment(own);
    await acceptIdentity("same-account");
  });

  it("that another account buys from now on leaves what was bought with the old one, which is still compared", async () => {
    const old = await account();
    changeEnvironment(strangers);
    await acceptIdentity("other-account");
    const fresh = await account();
    expect(fresh).toMatchObject({ carrierAccountId: stranger.account_sid });
    expect((await rowOf(busy.kept.row.id))?.managedAccountId).toBe(old.id);
    const bought = await boughtNumber(await newOrganization());
    expect(bought.row.managedAccountId).toBe(fresh.id);
    const result = await reconcile(atOnce);
    expect(result?.accounts.map(({ problem }) => problem)).toEqual([undefined, undefined]);
    // What would have been done all along, now at the account that has the number.
    expect(result?.accounts[0]?.acts).toContainEqual({ act: "rebound", subject: busy.unbound.phoneNumber });
    changeEnvironment(own);
    await acceptIdentity("other-account");
    expect((await account()).id).toBe(old.id);
  });
});

it("an account without numbers is replaced without a word", async () => {
  const { id } = await account();
  const elsewhereState = createSimulatorControl(elsewhere.url);
  await system().transaction((tx) => tx.managedAccount.update({ where: { id }, data: { isDefault: false } }));
  changeEnvironment({ TWILIO_API_BASE_URL: elsewhere.url });
  const first = await ensureDefaultAccount();
  changeEnvironment({ ...strangers, TWILIO_API_BASE_URL: own.TWILIO_API_BASE_URL });
  expect(await ensureDefaultAccount()).toBe(first);
  expect(await account()).toMatchObject({ id: first, carrierAccountId: stranger.account_sid });
  expect((await elsewhereState.state()).owned).toEqual([]);
});
