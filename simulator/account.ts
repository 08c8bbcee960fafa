import { metaOf, paginate } from "./paging";
import { notFound, type Reply, rfc2822, type TwilioRequest } from "./twilio-request";

const opened = Date.UTC(2024, 0, 15, 9, 30);

/** `GET /2010-04-01/Accounts/{account}.json` */
export function getAccount({ accountSid, path, standing }: TwilioRequest): Reply {
  return {
    status: 200,
    body: {
      sid: accountSid,
      owner_account_sid: accountSid,
      friendly_name: "Simulated account",
      status: "active",
      type: standing === "trial" ? "Trial" : "Full",
      // Twilio returns it, but a simulator that echoes a secret would teach clients to log it.
      auth_token: "",
      date_created: rfc2822(opened),
      date_updated: rfc2822(opened),
      uri: path,
      subresource_uris: {
        available_phone_numbers: path.replace(/\.json$/, "/AvailablePhoneNumbers.json"),
        incoming_phone_numbers: path.replace(/\.json$/, "/IncomingPhoneNumbers.json"),
        balance: path.replace(/\.json$/, "/Balance.json"),
      },
    },
  };
}

/** `GET /2010-04-01/Accounts/{account}/Balance.json` */
export function getBalance({ accountSid, standing }: TwilioRequest): Reply {
  const balance = standing === "funds" ? "-2.35" : "100.00";
  return { status: 200, body: { account_sid: accountSid, balance, currency: "USD" } };
}

/** `GET /v1/PhoneNumbers/Countries` */
export function listPricingCountries(request: TwilioRequest): Reply {
  const country = { sequence: 1, country: "United States", iso_country: "US" };
  const page = paginate(request, [country]);
  const countries = page.items.map(({ sequence, ...item }) => ({
    ...item,
    url: `${request.origin}${request.path}/US`,
  }));
  return { status: 200, body: { meta: metaOf("countries", request.origin, page), countries } };
}

/** `GET /v1/PhoneNumbers/Countries/{country}`: monthly prices of the account, not of individual numbers. */
export function getPricing({ origin, params, path, store }: TwilioRequest): Reply {
  if (params.country !== "US") throw notFound(path);
  const { local, toll_free } = store.state.prices;
  const price = (type: string, amount: string) => ({ number_type: type, base_price: amount, current_price: amount });
  return {
    status: 200,
    body: {
      country: "United States",
      iso_country: "US",
      price_unit: "USD",
      url: origin + path,
      phone_number_prices: [price("local", local), price("toll free", toll_free)],
    },
  };
}
