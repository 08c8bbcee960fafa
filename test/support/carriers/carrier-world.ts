import type { Carrier, PhoneNumberType } from "@/lib/carriers/carrier";

/** The port's methods, as the places where a carrier can fail. */
export type CarrierOperation = keyof Carrier;

/**
 * - `rate_limit`: told to wait `retryAfterSeconds`, nothing done
 * - `error_before`, `error_after`: a server error instead of, or after, the effect
 * - `drop_before`, `drop_after`: the connection breaks instead of, or after, the effect
 * - `broken_off`: the effect, and half of the answer
 * - `html_page`: a proxy's error page, nothing done
 * - `hang`: nothing done, no answer
 */
export type CarrierFault =
  | "rate_limit"
  | "error_before"
  | "error_after"
  | "drop_before"
  | "drop_after"
  | "broken_off"
  | "html_page"
  | "hang";

export type CarrierVariant = {
  timeoutMs?: number;
  /** Owned numbers a page. */
  pageSize?: number;
  badCredentials?: boolean;
  unreachable?: boolean;
};

/** An account at a carrier, or at what stands in for it, and everything that can happen to it behind our back. */
export type CarrierWorld = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** An account in good standing without numbers and trunks, before each test. */
  reset(): Promise<void>;

  /** What is for sale there. */
  supply: {
    countryCode: string;
    /** With at least ten local numbers, one of them at least without MMS. */
    areaCode: number;
    emptyAreaCode: number;
    unknownCountryCode: string;
  };

  /**
   * The next request that does this operation's work fails once; what the operation may read before is answered.
   *
   * @param retryAfterSeconds only for `rate_limit`; the carrier tells no time to wait when it is absent
   */
  fail(operation: CarrierOperation, fault: CarrierFault, retryAfterSeconds?: number): Promise<void>;
  /** Requests so far that order a number. */
  countOrders(): Promise<number>;
  trunkIds(): Promise<string[]>;
  originationUrls(trunkId: string): Promise<string[]>;

  takeNumber(phoneNumber: string): Promise<void>;
  unbindNumber(phoneNumber: string): Promise<void>;
  requireDocuments(phoneNumber: string): Promise<void>;
  suspendAccount(): Promise<void>;
  setPrice(phoneNumberType: PhoneNumberType, amount: string): Promise<void>;
};
