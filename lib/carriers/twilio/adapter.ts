import { type Carrier, CarrierError, type CarrierTrunk, type OwnedNumber } from "@/lib/carriers/carrier";
import { createTwilioClient, type TwilioConfig } from "@/lib/carriers/twilio/client";
import {
  maxSearchResults,
  toAvailableNumber,
  toListedTrunk,
  toOwnedNumber,
  toPrice,
  toSearchParams,
  toSearchPath,
} from "@/lib/carriers/twilio/mapper";
import { OwnedNumberReply, OwnedNumbersPage, PriceReply, SearchReply } from "@/lib/carriers/twilio/replies";
import { deleteTrunk, findOrCreateTrunk, listTrunks } from "@/lib/carriers/twilio/trunks";
import { matcherFor } from "@/lib/carriers/twilio/vanity-pattern";
import { processSingleton } from "@/lib/platform/process-singleton";

const longestReference = 64;

/** By account and order, so that two concurrent purchases create only one trunk. */
const trunkFlights = () => processSingleton("trunk-flights", () => new Map<string, Promise<CarrierTrunk>>());

/**
 * A standard API key is enough.
 * @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 * @see https://www.twilio.com/docs/sip-trunking/api/trunk-resource
 */
export function createTwilioCarrier(config: TwilioConfig): Carrier {
  const client = createTwilioClient(config);
  const account = `https://api.twilio.com/2010-04-01/Accounts/${encodeURIComponent(config.accountSid)}`;
  const numbersUrl = `${account}/IncomingPhoneNumbers.json`;
  const numberUrl = (carrierId: string) => `${account}/IncomingPhoneNumbers/${encodeURIComponent(carrierId)}.json`;
  const pageParams = { PageSize: String(config.pageSize ?? 1000) };

  return {
    async search(query) {
      const limit = Math.min(query.limit, maxSearchResults);
      if (limit < 1) return [];
      const url = `${account}/AvailablePhoneNumbers/${toSearchPath(query)}`;
      const reply = await client.get(url, SearchReply, toSearchParams(query)).catch(nothing);
      const found = (reply?.available_phone_numbers ?? []).map((number) => toAvailableNumber(number, query));
      const matches = query.contains ? matcherFor(query.contains) : () => true;
      return found.filter(({ phoneNumber }) => matches(phoneNumber)).slice(0, limit);
    },

    async findOwned(phoneNumber) {
      // Twilio's filter also matches parts of numbers.
      const params = { ...pageParams, PhoneNumber: phoneNumber };
      for await (const page of client.pages(numbersUrl, OwnedNumbersPage, params)) {
        const exact = page.find(({ phone_number }) => phone_number === phoneNumber);
        if (exact) return toOwnedNumber(exact);
      }
      return undefined;
    },

    async buy(order) {
      requireReference(order.reference);
      const reply = await client.post(numbersUrl, OwnedNumberReply, {
        PhoneNumber: order.phoneNumber,
        TrunkSid: order.trunkId,
        FriendlyName: order.reference,
      });
      const matches =
        reply.phone_number === order.phoneNumber &&
        reply.friendly_name === order.reference &&
        reply.trunk_sid === order.trunkId;
      if (!matches) throw differentReply("The number bought is not as ordered");
      return toOwnedNumber(reply);
    },

    async release(carrierId) {
      await client.delete(numberUrl(carrierId)).catch(nothing);
    },

    async findOrCreateTrunk(order) {
      requireReference(order.reference);
      const key = JSON.stringify([config.baseUrl, config.accountSid, order.reference, order.originationUrl]);
      const flights = trunkFlights();
      const flight = flights.get(key) ?? findOrCreateTrunk(client, config.accountSid, order);
      flights.set(key, flight);
      try {
        return await flight;
      } finally {
        if (flights.get(key) === flight) flights.delete(key);
      }
    },

    async listTrunks() {
      return (await listTrunks(client)).map(toListedTrunk);
    },

    async deleteTrunk(carrierId) {
      await deleteTrunk(client, carrierId).catch(nothing);
    },

    async bind(carrierId, trunkId) {
      const reply = await client.post(numberUrl(carrierId), OwnedNumberReply, { TrunkSid: trunkId });
      if (reply.trunk_sid !== trunkId) throw differentReply("The number is not on the trunk asked for");
      return toOwnedNumber(reply);
    },

    async *listOwned(): AsyncGenerator<OwnedNumber[]> {
      for await (const page of client.pages(numbersUrl, OwnedNumbersPage, pageParams)) yield page.map(toOwnedNumber);
    },

    async price(countryCode, phoneNumberType) {
      const url = `https://pricing.twilio.com/v1/PhoneNumbers/Countries/${encodeURIComponent(countryCode)}`;
      const reply = await client.get(url, PriceReply).catch(nothing);
      return reply ? toPrice(reply, phoneNumberType) : null;
    },
  };
}

function nothing(error: unknown): undefined {
  if (error instanceof CarrierError && error.reason === "not_found") return undefined;
  throw error;
}

function requireReference(reference: string): void {
  if (reference.length > 0 && reference.length <= longestReference) return;
  throw new CarrierError("refused", "bad_request", `A reference has 1 to ${longestReference} characters`);
}

function differentReply(message: string): CarrierError {
  return new CarrierError("unknown", "unexpected_reply", message);
}
