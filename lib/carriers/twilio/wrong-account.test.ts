import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Carrier } from "@/lib/carriers/carrier";
import { createTwilioCarrier } from "@/lib/carriers/twilio/adapter";
import { accountSid, authToken, startTestSimulator } from "@/simulator/test-simulator";
import { json, startScriptedHost } from "@/test/support/carriers/scripted-host";

const stranger = { account_sid: `AC${"9".repeat(32)}` };
const created = "Thu, 30 Jul 2015 23:19:04 +0000";
const number = { sid: "PN1", phone_number: "+14155550100", friendly_name: "ours", trunk_sid: "TK1" };
const order = { phoneNumber: number.phone_number, trunkId: "TK1", reference: "ours" };
const trunkOrder = { reference: "ours", originationUrl: "sip:agents.example.com" };
const date = { date_created: created };
const page = (key: string, items: object[]) => ({ [key]: items, meta: { next_page_url: null }, next_page_uri: null });

const numbers = page("incoming_phone_numbers", [{ ...number, ...stranger, ...date }]);
const trunks = page("trunks", [{ sid: "TK1", friendly_name: "ours", ...stranger, ...date }]);

async function listAll(carrier: Carrier) {
  const pages = [];
  for await (const page of carrier.listOwned()) pages.push(...page);
  return pages;
}

const everything: [string, unknown, (carrier: Carrier) => Promise<unknown>, string][] = [
  ["a look for a number", numbers, (carrier) => carrier.findOwned(number.phone_number), "refused"],
  ["the list of numbers", numbers, (carrier) => listAll(carrier), "refused"],
  ["the list of trunks", trunks, (carrier) => carrier.listTrunks(), "refused"],
  ["a look for a trunk", trunks, (carrier) => carrier.findOrCreateTrunk(trunkOrder), "refused"],
  ["a purchase", { ...number, ...stranger, ...date }, (carrier) => carrier.buy(order), "unknown"],
  ["a binding", { ...number, ...stranger, ...date }, (carrier) => carrier.bind("PN1", "TK1"), "unknown"],
  [
    "the numbers of a trunk that is to be deleted",
    page("phone_numbers", [{ sid: "PN1", ...stranger }]),
    (carrier) => carrier.deleteTrunk("TK1"),
    "refused",
  ],
];

describe("an answer that names another account", () => {
  let host: Awaited<ReturnType<typeof startScriptedHost>>;
  beforeAll(async () => {
    host = await startScriptedHost();
  });
  afterAll(() => host.close());

  it.each(everything)("to %s is an error, and nothing else is asked", async (_what, body, ask, kind) => {
    host.answerWith((response) => json(response, 200, body));
    const carrier = createTwilioCarrier({ accountSid, authToken, baseUrl: host.url, timeoutMs: 5_000 });
    await expect(ask(carrier)).rejects.toMatchObject({ name: "CarrierError", kind, reason: "wrong_account" });
    expect(host.seen).toHaveLength(1);
  });
});

describe("accounts of one carrier", () => {
  const sub = { account_sid: `AC${"5".repeat(32)}`, auth_token: "of the other", owner_account_sid: accountSid };
  let twilio: Awaited<ReturnType<typeof startTestSimulator>>;
  beforeAll(async () => {
    twilio = await startTestSimulator();
    await twilio.control.openAccount(sub);
  });
  afterAll(() => twilio.close());

  const carrierFor = (sid: string, token: string) =>
    createTwilioCarrier({ accountSid: sid, authToken: token, baseUrl: twilio.url, timeoutMs: 5_000 });

  it("do not see each other's numbers and trunks, and a number has one owner", async () => {
    const [ours, theirs] = [carrierFor(accountSid, authToken), carrierFor(sub.account_sid, sub.auth_token)];
    const { carrierId: trunkId } = await theirs.findOrCreateTrunk(trunkOrder);
    const bought = await theirs.buy({ ...order, trunkId });
    expect(await ours.findOwned(order.phoneNumber)).toBeUndefined();
    expect([await ours.listTrunks(), await listAll(ours)]).toEqual([[], []]);
    await expect(ours.buy({ ...order, trunkId })).rejects.toMatchObject({ reason: "number_unavailable" });
    await ours.release(bought.carrierId);
    await ours.deleteTrunk(trunkId).catch(() => {});
    expect(await theirs.findOwned(order.phoneNumber)).toMatchObject({ carrierId: bought.carrierId, trunkId });
    const { owned, trunks: kept } = await twilio.control.state();
    expect([...owned, ...kept].map(({ account_sid }) => account_sid)).toEqual([sub.account_sid, sub.account_sid]);
  });

  it("are told apart where the credentials of one reach the numbers of another but not its trunks", async () => {
    const ours = carrierFor(accountSid, authToken);
    await ours.findOrCreateTrunk(trunkOrder);
    // As with an API key of the parent: it opens the subaccount's numbers, and the parent's own trunks.
    const key = { sid: `SK${"fedcba9876543210".repeat(2)}`, secret: "a-secret-for-tests" };
    const mixed = createTwilioCarrier({
      ...{ accountSid: sub.account_sid, apiKeySid: key.sid, apiKeySecret: key.secret },
      ...{ baseUrl: twilio.url, timeoutMs: 5_000 },
    });
    await expect(mixed.findOrCreateTrunk(trunkOrder)).rejects.toMatchObject({ reason: "wrong_account" });
  });
});
