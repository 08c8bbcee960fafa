import type { AccountStatus, LedgerEntry, RegulatoryKind } from "./control-contract";
import { initiallyEmptyAreaCodes, magicNumbers, type NumberCapabilities } from "./stock";

export type OwnedNumber = {
  sid: string;
  /** Absent in journals from before there were several accounts. */
  accountSid?: string;
  /** Grows with every object created. Pages are cut by it, so they stay stable when objects are added or removed. */
  sequence: number;
  phoneNumber: string;
  type: "local" | "toll_free";
  capabilities: NumberCapabilities;
  friendlyName: string;
  trunkSid: string | null;
  /** The voice, sms, address and bundle fields that were set, by answer name. */
  settings: Record<string, string>;
  createdAt: number;
  updatedAt: number;
};

export type OriginationUrl = {
  sid: string;
  sequence: number;
  friendlyName: string;
  sipUrl: string;
  weight: number;
  priority: number;
  enabled: boolean;
  createdAt: number;
  updatedAt: number;
};

export type Trunk = {
  sid: string;
  /** As for a number. */
  accountSid?: string;
  sequence: number;
  friendlyName: string;
  domainName: string | null;
  secure: boolean;
  cnamLookupEnabled: boolean;
  transferMode: string;
  transferCallerId: string;
  disasterRecoveryUrl: string | null;
  disasterRecoveryMethod: string;
  originationUrls: OriginationUrl[];
  createdAt: number;
  updatedAt: number;
};

export type Prices = { local: string; toll_free: string };

export type SimulatorState = {
  lastSequence: number;
  numbersBySid: Map<string, OwnedNumber>;
  numbersByE164: Map<string, OwnedNumber>;
  trunks: Map<string, Trunk>;
  /** Sold to strangers, or released by us and not yet back in stock. */
  unavailable: Set<string>;
  regulatory: Map<string, RegulatoryKind>;
  strangersDomains: Set<string>;
  emptyAreaCodes: Set<number>;
  prices: Prices;
  accountStatus: AccountStatus;
  timesBought: Map<string, number>;
  ledger: LedgerEntry[];
};

export type SimulatorEvent =
  | { type: "number_bought"; number: OwnedNumber }
  | { type: "number_updated"; number: OwnedNumber }
  | { type: "number_released"; sid: string; by: "api" | "owner"; at: number }
  | { type: "number_taken"; phoneNumber: string; at: number }
  | { type: "trunk_saved"; trunk: Trunk }
  | { type: "trunk_deleted"; sid: string; at: number }
  | { type: "regulatory_set"; phoneNumber: string; kind: RegulatoryKind | null }
  | { type: "domain_taken"; domainName: string }
  | { type: "area_code_set"; areaCode: number; empty: boolean }
  | { type: "prices_set"; prices: Prices }
  | { type: "account_set"; status: AccountStatus }
  | { type: "reset" }
  | { type: "snapshot"; snapshot: StateSnapshot };

export function initialState(): SimulatorState {
  return {
    lastSequence: 0,
    numbersBySid: new Map(),
    numbersByE164: new Map(),
    trunks: new Map(),
    unavailable: new Set(),
    regulatory: new Map(),
    strangersDomains: new Set(),
    emptyAreaCodes: new Set(initiallyEmptyAreaCodes),
    prices: { local: "1.15", toll_free: "2.15" },
    accountStatus: "active",
    timesBought: new Map(),
    ledger: [],
  };
}

/** The only place that changes the state, so that replaying a journal reproduces it. */
export function applyEvent(state: SimulatorState, event: SimulatorEvent): void {
  switch (event.type) {
    case "number_bought": {
      const { number } = event;
      keepNumber(state, number);
      state.timesBought.set(number.phoneNumber, (state.timesBought.get(number.phoneNumber) ?? 0) + 1);
      state.ledger.push(entry(number.createdAt, "bought", "api", number.phoneNumber, number.sid));
      return;
    }
    case "number_updated":
      keepNumber(state, event.number);
      return;
    case "number_released": {
      const number = state.numbersBySid.get(event.sid);
      if (!number) return;
      dropNumber(state, number);
      if (number.phoneNumber !== magicNumbers.available) state.unavailable.add(number.phoneNumber);
      state.ledger.push(entry(event.at, "released", event.by, number.phoneNumber, number.sid));
      return;
    }
    case "number_taken": {
      const number = state.numbersByE164.get(event.phoneNumber);
      if (number) dropNumber(state, number);
      state.unavailable.add(event.phoneNumber);
      state.ledger.push(entry(event.at, "taken", "stranger", event.phoneNumber, number?.sid ?? null));
      return;
    }
    case "trunk_saved": {
      const { trunk } = event;
      state.trunks.set(trunk.sid, trunk);
      const sequences = [trunk.sequence, ...trunk.originationUrls.map(({ sequence }) => sequence)];
      state.lastSequence = Math.max(state.lastSequence, ...sequences);
      return;
    }
    case "trunk_deleted":
      state.trunks.delete(event.sid);
      for (const number of state.numbersBySid.values()) {
        if (number.trunkSid === event.sid) keepNumber(state, { ...number, trunkSid: null, updatedAt: event.at });
      }
      return;
    case "regulatory_set":
      if (event.kind === null) state.regulatory.delete(event.phoneNumber);
      else state.regulatory.set(event.phoneNumber, event.kind);
      return;
    case "domain_taken":
      state.strangersDomains.add(event.domainName.toLowerCase());
      return;
    case "area_code_set":
      if (event.empty) state.emptyAreaCodes.add(event.areaCode);
      else state.emptyAreaCodes.delete(event.areaCode);
      return;
    case "prices_set":
      state.prices = event.prices;
      return;
    case "account_set":
      state.accountStatus = event.status;
      return;
    case "reset":
      Object.assign(state, initialState());
      return;
    case "snapshot":
      Object.assign(state, fromSnapshot(event.snapshot));
      return;
  }
}

function keepNumber(state: SimulatorState, number: OwnedNumber): void {
  state.numbersBySid.set(number.sid, number);
  state.numbersByE164.set(number.phoneNumber, number);
  state.lastSequence = Math.max(state.lastSequence, number.sequence);
}

function dropNumber(state: SimulatorState, number: OwnedNumber): void {
  state.numbersBySid.delete(number.sid);
  state.numbersByE164.delete(number.phoneNumber);
}

function entry(
  at: number,
  act: LedgerEntry["act"],
  by: LedgerEntry["by"],
  phoneNumber: string,
  sid: string | null,
): LedgerEntry {
  return { at: new Date(at).toISOString(), act, by, phone_number: phoneNumber, sid };
}

export type StateSnapshot = ReturnType<typeof toSnapshot>;

export function toSnapshot(state: SimulatorState) {
  return {
    lastSequence: state.lastSequence,
    numbers: [...state.numbersBySid.values()],
    trunks: [...state.trunks.values()],
    unavailable: [...state.unavailable],
    regulatory: [...state.regulatory],
    strangersDomains: [...state.strangersDomains],
    emptyAreaCodes: [...state.emptyAreaCodes],
    prices: state.prices,
    accountStatus: state.accountStatus,
    timesBought: [...state.timesBought],
    ledger: state.ledger,
  };
}

function fromSnapshot({ numbers, trunks, ...rest }: StateSnapshot): SimulatorState {
  return {
    ...rest,
    numbersBySid: new Map(numbers.map((number) => [number.sid, number])),
    numbersByE164: new Map(numbers.map((number) => [number.phoneNumber, number])),
    trunks: new Map(trunks.map((trunk) => [trunk.sid, trunk])),
    unavailable: new Set(rest.unavailable),
    regulatory: new Map(rest.regulatory),
    strangersDomains: new Set(rest.strangersDomains),
    emptyAreaCodes: new Set(rest.emptyAreaCodes),
    timesBought: new Map(rest.timesBought),
  };
}
