import type { Carrier, PhoneNumberType } from "@/lib/carriers/carrier";

/** The methods of the port, each of which can fail. */
export type CarrierOperation = keyof Carrier;

/**
 * - `rate_limit`: asks to wait `retryAfterSeconds`, nothing done
 * - `error_before`, `error_after`: a server error instead of, or after, the effect
 * - `drop_before`, `drop_after`: the connection breaks instead of, or after, the effect
 * - `broken_off`: the effect, and half of the response
 * - `html_page`: a proxy's error page, nothing done
 * - `hang`: nothing done, no response
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
  /** Owned numbers per page. */
  pageSize?: number;
  badCredentials?: boolean;
  unreachable?: boolean;
};

/** A real or simulated carrier account, and everything that can happen to it without our API calls. */
export type CarrierWorld = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Before each test: an active account without numbers and trunks. */
  reset(): Promise<void>;

  /** Numbers for sale. */
  supply: {
    countryCode: string;
    /** At least ten local numbers, at least one of them without MMS. */
    areaCode: number;
    emptyAreaCode: number;
    unknownCountryCode: string;
  };

  /**
   * The next request of this operation that does its main work fails once; preceding reads succeed.
   *
   * @param retryAfterSeconds only for `rate_limit`; without it, the carrier gives no time to wait
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
