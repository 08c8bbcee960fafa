/**
 * The carrier port: what Trunkline asks of a company that sells numbers.
 * Adapters know HTTP; everything above them knows only these types.
 */

export type CarrierName = "twilio";

export type PhoneNumberType = "local" | "toll_free";

/** A price as the carrier quotes it: a decimal string, never a float. */
export type Money = { amount: string; currency: string };

export type Capabilities = { voice: boolean; sms: boolean; mms: boolean };

export type NumberSearch = {
  countryCode: string;
  phoneNumberType: PhoneNumberType;
  areaCode?: number;
  voiceEnabled?: boolean;
  smsEnabled?: boolean;
  mmsEnabled?: boolean;
  inPostalCode?: string;
  inRegion?: string;
  inLocality?: string;
  /** A vanity pattern: digits, letters, `*`. */
  contains?: string;
  /** At most 30: carriers show no more and have no further pages. */
  limit: number;
};

export type AvailableNumber = {
  phoneNumber: string;
  friendlyName: string;
  countryCode: string;
  phoneNumberType: PhoneNumberType;
  locality: string | null;
  region: string | null;
  postalCode: string | null;
  capabilities: Capabilities;
};

/** A number that the account owns now. */
export type OwnedNumber = {
  /** The carrier's id of the number. */
  carrierId: string;
  phoneNumber: string;
  /** What we wrote on it when buying; null when nothing of ours is there. */
  reference: string | null;
  /** The carrier's id of the trunk that carries it. */
  trunkId: string | null;
  /** Null when the carrier does not say. */
  capabilities: Capabilities | null;
  boughtAt: Date;
};

export type CarrierTrunk = { carrierId: string; reference: string };

/** A trunk of the account, ours or not. */
export type ListedTrunk = {
  /** The carrier's id of the trunk. */
  carrierId: string;
  /** What we wrote on it when making it; null when nothing of ours is there. */
  reference: string | null;
  madeAt: Date;
};

export type BuyOrder = {
  phoneNumber: string;
  /** The carrier's id of the trunk: bound in the same call, so that "bought but not bound" cannot exist. */
  trunkId: string;
  /** Written on the number; tells our purchase from anybody else's after a lost answer. At most 64 characters. */
  reference: string;
};

export type TrunkOrder = {
  /** Written on the trunk; the same reference always finds the same trunk again. At most 64 characters. */
  reference: string;
  /** Where calls to the trunk's numbers go: a `sip:` URL. */
  originationUrl: string;
};

/** Every method throws `CarrierError` and nothing else. An adapter retries nothing by itself (`guarded-carrier.ts` does, reads only) and bounds each call by its timeout. */
export interface Carrier {
  /** Numbers for sale. Nothing found, also in an area code that does not exist, is an empty list. */
  search(query: NumberSearch): Promise<AvailableNumber[]>;
  /** The number, if this account owns exactly this E.164. */
  findOwned(phoneNumber: string): Promise<OwnedNumber | undefined>;
  /**
   * Spends money. Look with `findOwned` first: a carrier may answer a second order of an owned number with success
   * and rebind it. A `refused` or `unavailable` error means that this call bought nothing; `unknown` means look again.
   */
  buy(order: BuyOrder): Promise<OwnedNumber>;
  /** Gives the number back, for good. A number that is already gone is success. */
  release(carrierId: string): Promise<void>;
  /** Finds the trunk with this reference, or makes it, and makes sure that it leads to the origination URL. Safe to run twice at once. */
  findOrCreateTrunk(order: TrunkOrder): Promise<CarrierTrunk>;
  /** Every trunk of the account; an error rather than part of the list. */
  listTrunks(): Promise<ListedTrunk[]>;
  /** Deletes an empty trunk. One with numbers is `refused`, and nothing happens; one that is already gone is success. */
  deleteTrunk(carrierId: string): Promise<void>;
  /** Puts an owned number on a trunk. */
  bind(carrierId: string, trunkId: string): Promise<OwnedNumber>;
  /** Every number of the account, page by page. A page that fails ends the sweep with an error: absence is never concluded from part of a list. */
  listOwned(): AsyncIterable<OwnedNumber[]>;
  /** What a number of this kind costs a month now; null when the carrier names no price. */
  price(countryCode: string, phoneNumberType: PhoneNumberType): Promise<Money | null>;
}

/**
 * - `refused`: the carrier said no; nothing happened and asking again will not help.
 * - `unavailable`: the request was certainly not processed; asking again later may help.
 * - `unknown`: it may or may not have been processed.
 */
export type CarrierErrorKind = "refused" | "unavailable" | "unknown";

/** Trouble with the account, which is the operator's business and says nothing about any number or trunk. */
export const accountReasons = [
  /** Wrong, deleted or revoked credentials. */
  "authentication_failed",
  /** The carrier has suspended or closed the account. */
  "account_suspended",
  /** The answer, or the credentials, are another account's than the one that the directory belongs to. */
  "wrong_account",
  /** The credentials are in order, but may not do this. */
  "permission_denied",
  /** A trial account holds one number and one trunk. */
  "trial_account",
  /** A compliance review, or an account that is not active, keeps it from new numbers; it may still read. */
  "compliance_hold",
  /** The account may hold no more trunks or numbers. */
  "account_limit",
  "no_funds",
] as const;
export type AccountReason = (typeof accountReasons)[number];

/** The account as a whole is refused; the other reasons keep it from acts alone, and leave what it reads. */
export const closingReasons: readonly CarrierErrorReason[] = [
  "authentication_failed",
  "account_suspended",
  "wrong_account",
];

export type CarrierErrorReason =
  | "number_unavailable"
  | "invalid_number"
  | "regulatory_required"
  | AccountReason
  | "not_found"
  | "rate_limited"
  | "unreachable"
  | "timeout"
  | "server_error"
  | "unexpected_reply"
  | "bad_request";

export type CarrierErrorDetails = {
  /** The carrier's own error code, for the operator's log. */
  carrierCode?: number;
  httpStatus?: number;
  /** The carrier's id of the request, for its support. */
  carrierRequestId?: string;
  /** Milliseconds to wait, as the carrier asked (`Retry-After`). */
  retryAfterMs?: number;
};

/** Carries no request, no header and no cause: a carrier's raw error holds credentials. */
export class CarrierError extends Error {
  override readonly name = "CarrierError";

  /** Next evaluates this module once per bundle, and an account's calls are shared: another bundle's error is one too. */
  static override [Symbol.hasInstance](value: unknown): value is CarrierError {
    return value instanceof Error && value.name === "CarrierError";
  }

  constructor(
    readonly kind: CarrierErrorKind,
    readonly reason: CarrierErrorReason,
    message: string,
    readonly details: CarrierErrorDetails = {},
  ) {
    super(message);
  }
}

/** Whether the trouble is the account's: nothing may be concluded about a number or trunk. */
export function isAboutAccount(error: CarrierError): error is CarrierError & { reason: AccountReason } {
  return accountReasons.some((reason) => reason === error.reason);
}

/** Whether the carrier refuses the account as a whole, reads included. */
export function closesAccount({ reason }: CarrierError): boolean {
  return closingReasons.includes(reason);
}
