/** The carrier port. Adapters know HTTP; all other code knows only these types. */

export type CarrierName = "twilio";

export type PhoneNumberType = "local" | "toll_free";

/** A decimal string, never a float. */
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
  contains?: string;
  /** At most 30: carriers return no more and have no further pages. */
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

export type OwnedNumber = {
  carrierId: string;
  phoneNumber: string;
  /** Our reference; null when there is none. */
  reference: string | null;
  trunkId: string | null;
  capabilities: Capabilities | null;
  boughtAt: Date;
};

export type CarrierTrunk = { carrierId: string; reference: string };

export type ListedTrunk = {
  carrierId: string;
  /** Our reference; null when there is none. */
  reference: string | null;
  madeAt: Date;
};

export type BuyOrder = {
  phoneNumber: string;
  /** Bound in the same call, so that a number is never bought but unbound. */
  trunkId: string;
  /** Stored on the number to identify our purchase when the response is lost. At most 64 characters. */
  reference: string;
};

export type TrunkOrder = {
  /** Stored on the trunk; the same reference always finds the same trunk. At most 64 characters. */
  reference: string;
  originationUrl: string;
};

/** Every method throws only `CarrierError`. Adapters limit each call by a timeout and never retry. */
export interface Carrier {
  /** Returns an empty list when nothing matches, including in an area code that does not exist. */
  search(query: NumberSearch): Promise<AvailableNumber[]>;
  findOwned(phoneNumber: string): Promise<OwnedNumber | undefined>;
  /**
   * Spends money. Call `findOwned` first: a carrier may accept an order for an owned number and rebind it. After a
   * `refused` or `unavailable` error, nothing was bought; after `unknown`, look again.
   */
  buy(order: BuyOrder): Promise<OwnedNumber>;
  /** Releases the number permanently. Succeeds if it is already gone. */
  release(carrierId: string): Promise<void>;
  /** Finds or creates the trunk and ensures its origination URL. Safe to run concurrently. */
  findOrCreateTrunk(order: TrunkOrder): Promise<CarrierTrunk>;
  /** Fails rather than return a partial list. */
  listTrunks(): Promise<ListedTrunk[]>;
  /** Deletes an empty trunk; one with numbers is `refused`. Succeeds if it is already gone. */
  deleteTrunk(carrierId: string): Promise<void>;
  bind(carrierId: string, trunkId: string): Promise<OwnedNumber>;
  /** A failed page throws, because a partial list does not prove that a number is gone. */
  listOwned(): AsyncIterable<OwnedNumber[]>;
  /** Monthly; null when the carrier names no price. */
  price(countryCode: string, phoneNumberType: PhoneNumberType): Promise<Money | null>;
}

/**
 * - `refused`: the carrier declined; nothing happened, and a retry will not help.
 * - `unavailable`: the request was certainly not processed; a later retry may help.
 * - `unknown`: the request may or may not have been processed.
 */
export type CarrierErrorKind = "refused" | "unavailable" | "unknown";

export const accountReasons = [
  "authentication_failed",
  "account_suspended",
  /** The response or the credentials belong to another account than the directory. */
  "wrong_account",
  "permission_denied",
  "trial_account",
  /** Under compliance review or not active: the account can read but not buy. */
  "compliance_hold",
  "account_limit",
  "no_funds",
] as const;
export type AccountReason = (typeof accountReasons)[number];

/** The account as a whole is refused; other reasons block only writes. */
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
  carrierCode?: number;
  httpStatus?: number;
  carrierRequestId?: string;
  /** Milliseconds to wait, from `Retry-After`. */
  retryAfterMs?: number;
};

/** Contains no request, header or cause, because a carrier's raw error includes credentials. */
export class CarrierError extends Error {
  override readonly name = "CarrierError";

  /** Next evaluates this module once per bundle, so `instanceof` must also recognize another bundle's class. */
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

export function isAboutAccount(error: CarrierError): error is CarrierError & { reason: AccountReason } {
  return accountReasons.some((reason) => reason === error.reason);
}

export function closesAccount({ reason }: CarrierError): boolean {
  return closingReasons.includes(reason);
}
