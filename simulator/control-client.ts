import type {
  AccountRequest,
  AccountStatus,
  Fault,
  FaultRequest,
  RegulatoryKind,
  SimulatorStateView,
  TrafficRequest,
} from "./control-contract";

export type SimulatorControl = ReturnType<typeof createSimulatorControl>;

/**
 * A client of the control endpoint, for tests and scripts.
 * @param url the simulator's origin, for instance `http://127.0.0.1:4010`
 * @throws Error with the simulator's own message when it refuses a call
 */
export function createSimulatorControl(url: string) {
  const origin = url.replace(/\/+$/, "");

  async function call(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${origin}/_simulator/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`simulator ${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  const number = (e164: string, act: string) => `numbers/${encodeURIComponent(e164)}/${act}`;

  return {
    /** Returns the fault's id, for `clearFaults`. */
    async addFault(fault: FaultRequest): Promise<{ id: string }> {
      return (await call("POST", "faults", fault)) as { id: string };
    },
    /** The faults that are still armed, with their remaining hits. */
    async listFaults(): Promise<Fault[]> {
      return ((await call("GET", "faults")) as { faults: Fault[] }).faults;
    },
    /** Clears one fault, or all without an id. */
    async clearFaults(id?: string): Promise<void> {
      await call("DELETE", id === undefined ? "faults" : `faults/${encodeURIComponent(id)}`);
    },
    /** Makes the faults' dice deterministic: the same requests meet the same faults. */
    async seedDice(seed: number): Promise<void> {
      await call("POST", "dice", { seed });
    },
    async state(): Promise<SimulatorStateView> {
      return (await call("GET", "state")) as SimulatorStateView;
    },
    /** Gives the number to a stranger: it leaves the stock and our account. */
    async takeNumber(e164: string): Promise<void> {
      await call("POST", number(e164, "take"));
    },
    /** Removes the number from our account without an API call, as Twilio's Console does. */
    async releaseNumber(e164: string): Promise<void> {
      await call("POST", number(e164, "release"));
    },
    /** Binds an owned number to another trunk, or to none, without an API call. */
    async rebindNumber(e164: string, trunkSid: string | null): Promise<void> {
      await call("POST", number(e164, "rebind"), { trunk_sid: trunkSid });
    },
    /** Makes buying the number require an address (21631) or a bundle (21649); null lifts it. */
    async setRegulatory(e164: string, kind: RegulatoryKind | null): Promise<void> {
      await call("POST", number(e164, "regulatory"), { kind });
    },
    async openAccount(account: AccountRequest): Promise<void> {
      await call("POST", "accounts", account);
    },
    /** Default: the account that the simulator was started with. */
    async setAccountStatus(status: AccountStatus, accountSid?: string): Promise<void> {
      await call("POST", "account", { status, ...(accountSid !== undefined && { account_sid: accountSid }) });
    },
    async setTraffic(traffic: TrafficRequest): Promise<void> {
      await call("POST", "traffic", traffic);
    },
    /** Monthly prices in USD, as decimal strings. */
    async setPrices(prices: { local?: string; toll_free?: string }): Promise<void> {
      await call("POST", "prices", prices);
    },
    /** Assigns this domain to another customer's trunk. */
    async takeDomain(domainName: string): Promise<void> {
      await call("POST", "domains", { domain_name: domainName });
    },
    async setAreaCodeEmpty(areaCode: number, empty: boolean): Promise<void> {
      await call("POST", "empty-area-codes", { area_code: areaCode, empty });
    },
    /** Returns to the initial state: no numbers, trunks, faults or counters. */
    async reset(): Promise<void> {
      await call("POST", "reset");
    },
  };
}
