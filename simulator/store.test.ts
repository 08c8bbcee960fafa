import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "./store";
import { startTestSimulator } from "./test-simulator";

let directory: string;
let stateFile: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "simulator-"));
  stateFile = join(directory, "deep", "state.jsonl");
});
afterEach(() => rmSync(directory, { recursive: true }));

const origination = { Weight: 1, Priority: 0, Enabled: true, FriendlyName: "agents", SipUrl: "sip:agents.example.com" };

/** An account that went through everything that can happen to one. */
async function liveALittle() {
  const twilio = await startTestSimulator({ stateFile });
  const kept = await twilio.createTrunk({ DomainName: "kept.pstn.twilio.com" });
  const gone = await twilio.createTrunk();
  await twilio.call("POST", `/v1/Trunks/${kept}/OriginationUrls`, origination);
  await twilio.buy("+14155550101", { TrunkSid: kept, FriendlyName: "kept" });
  await twilio.buy("+14155550102", { TrunkSid: gone });
  await twilio.buy("+14155550102", { FriendlyName: "updated" });
  const released = await twilio.buy("+14155550103");
  await twilio.call("DELETE", `/IncomingPhoneNumbers/${released.body.sid}.json`);
  await twilio.call("DELETE", `/v1/Trunks/${gone}`);
  await twilio.control.takeNumber("+14155550104");
  await twilio.control.setRegulatory("+14155550105", "bundle");
  await twilio.control.takeDomain("strange.pstn.twilio.com");
  await twilio.control.setAreaCodeEmpty(512, true);
  await twilio.control.setPrices({ local: "1.99" });
  return twilio;
}

async function codeOf(twilio: Awaited<ReturnType<typeof liveALittle>>, phoneNumber: string) {
  return (await twilio.buy(phoneNumber)).body.code;
}

describe("the journal", () => {
  it("are readable by their owner alone", async () => {
    const twilio = await liveALittle();
    expect(statSync(stateFile).mode & 0o777).toBe(0o600);
    await twilio.close();
  });

  it("brings back the same account after a restart, and after the next one too", async () => {
    const before = await liveALittle();
    const { requests, ...account } = await before.control.state();
    await before.close();
    for (let round = 0; round < 2; round += 1) {
      const after = await startTestSimulator({ stateFile });
      expect(await after.control.state()).toEqual({ ...account, requests: {} });
      expect(await codeOf(after, "+14155550103")).toBe(21422);
      expect(await codeOf(after, "+14155550104")).toBe(21422);
      expect(await codeOf(after, "+14155550105")).toBe(21649);
      expect(await after.search({ AreaCode: 512 })).toEqual([]);
      const strange = await after.call("POST", "/v1/Trunks", { DomainName: "strange.pstn.twilio.com" });
      expect(strange.body.code).toBe(21248);
      const prices = await after.call("GET", "/v1/PhoneNumbers/Countries/US");
      expect(prices.body.phone_number_prices).toMatchObject([{ current_price: "1.99" }, { current_price: "2.15" }]);
      await after.close();
    }
  });

  it("has written an effect before it is answered", async () => {
    const twilio = await startTestSimulator({ stateFile });
    const { body } = await twilio.buy("+14155550101");
    expect(readFileSync(stateFile, "utf8")).toContain(String(body.sid));
    await twilio.close();
  });

  it("forgets a last line torn by a kill, and only that", async () => {
    const before = await liveALittle();
    const { owned } = await before.control.state();
    await before.close();
    appendFileSync(stateFile, '{"type":"number_released","sid":"');
    const after = await startTestSimulator({ stateFile });
    expect((await after.control.state()).owned).toEqual(owned);
    await after.buy("+16285550101");
    await after.close();
    const next = await startTestSimulator({ stateFile });
    expect((await next.control.state()).owned).toHaveLength(owned.length + 1);
    await next.close();
  });

  it("is one line long after a start", async () => {
    const before = await liveALittle();
    await before.close();
    openStore(stateFile).close();
    expect(readFileSync(stateFile, "utf8").trimEnd().split("\n")).toHaveLength(1);
  });

  it("refuses to start on a line that is broken in the middle", async () => {
    const before = await liveALittle();
    await before.close();
    writeFileSync(stateFile, `not an event\n${readFileSync(stateFile, "utf8")}`);
    expect(() => openStore(stateFile)).toThrow("line 1");
  });

  it("without a file forgets everything on closing", async () => {
    const before = await startTestSimulator();
    await before.buy("+14155550101");
    await before.close();
    const after = await startTestSimulator();
    expect((await after.control.state()).owned).toEqual([]);
    await after.close();
  });
});
