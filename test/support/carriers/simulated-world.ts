import type { Carrier } from "@/lib/carriers/carrier";
import { createTwilioCarrier } from "@/lib/carriers/twilio/adapter";
import { createSimulatorControl, type SimulatorControl } from "@/simulator/control-client";
import type { FaultKind, FaultOperation } from "@/simulator/control-contract";
import { startSimulator } from "@/simulator/server";
import type { CarrierFault, CarrierOperation, CarrierVariant, CarrierWorld } from "./carrier-world";

const accountSid = `AC${"5".repeat(32)}`;
const authToken = "the-simulators-token";

const operations: Record<CarrierOperation, FaultOperation> = {
  search: "search",
  findOwned: "list_numbers",
  buy: "buy",
  release: "release",
  findOrCreateTrunk: "create_trunk",
  listTrunks: "list_trunks",
  deleteTrunk: "delete_trunk",
  bind: "update_number",
  listOwned: "list_numbers",
  price: "pricing",
};

const faults: Record<CarrierFault, FaultKind> = {
  rate_limit: "rate_limit",
  error_before: "error_before",
  error_after: "error_after",
  drop_before: "drop_before",
  drop_after: "drop_after",
  broken_off: "truncate_page",
  html_page: "html_502",
  hang: "hang",
};

/** A Twilio account in a separate simulator. */
export function createSimulatedWorld() {
  let running: { url: string; control: SimulatorControl; close(): Promise<void> } | undefined;
  const simulator = () => {
    if (!running) throw new Error("the world has not started");
    return running;
  };
  const control = () => simulator().control;

  const world: CarrierWorld = {
    async start() {
      const { url, close } = await startSimulator({ port: 0, accountSid, authToken });
      running = { url, close, control: createSimulatorControl(url) };
    },
    async stop() {
      await running?.close();
    },
    reset: () => control().reset(),

    supply: { countryCode: "US", areaCode: 415, emptyAreaCode: 212, unknownCountryCode: "ZZ" },

    async fail(operation, fault, retryAfterSeconds) {
      await control().addFault({
        operation: operations[operation],
        kind: faults[fault],
        ...(retryAfterSeconds === undefined ? {} : { retry_after: retryAfterSeconds }),
      });
    },
    countOrders: async () => (await control().state()).requests.buy ?? 0,
    trunkIds: async () => (await control().state()).trunks.map(({ sid }) => sid),
    async originationUrls(trunkId) {
      const trunk = (await control().state()).trunks.find(({ sid }) => sid === trunkId);
      return trunk?.origination_urls.map(({ sip_url }) => sip_url) ?? [];
    },

    takeNumber: (phoneNumber) => control().takeNumber(phoneNumber),
    unbindNumber: (phoneNumber) => control().rebindNumber(phoneNumber, null),
    requireDocuments: (phoneNumber) => control().setRegulatory(phoneNumber, "bundle"),
    suspendAccount: () => control().setAccountStatus("suspended"),
    setPrice: (phoneNumberType, amount) => control().setPrices({ [phoneNumberType]: amount }),
  };

  const makeCarrier = (variant: CarrierVariant = {}): Carrier =>
    createTwilioCarrier({
      accountSid,
      authToken: variant.badCredentials ? "a-wrong-token" : authToken,
      // Nothing listens on port 1.
      baseUrl: variant.unreachable ? "http://127.0.0.1:1" : simulator().url,
      timeoutMs: variant.timeoutMs ?? 10_000,
      ...(variant.pageSize === undefined ? {} : { pageSize: variant.pageSize }),
    });

  return { world, makeCarrier, control, accountSid };
}
