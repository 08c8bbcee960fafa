import { inspect } from "node:util";
import { expect, it } from "vitest";
import { CarrierError } from "@/lib/carriers/carrier";
import { carriers } from "@/lib/carriers/carrier-registry";
import { TwilioCredentials } from "@/lib/carriers/twilio/credentials";

const account_sid = `AC${"0".repeat(32)}`;
const api_key_sid = `SK${"0".repeat(32)}`;
const options = { timeoutMs: 1000 };

it("makes a Twilio carrier from an auth token or an API key", () => {
  expect(carriers.twilio({ account_sid, auth_token: "t" }, options)).toHaveProperty("buy");
  expect(carriers.twilio({ account_sid, api_key_sid, api_key_secret: "s" }, options)).toHaveProperty("buy");
});

it("prefers the API key, which can be revoked alone", () => {
  const both = { account_sid, auth_token: "t", api_key_sid, api_key_secret: "s" };
  expect(TwilioCredentials.parse(both)).toEqual({ account_sid, api_key_sid, api_key_secret: "s" });
});

it.each([
  undefined,
  {},
  { account_sid, auth_token: "" },
  { account_sid: "AC1", auth_token: "s3cret" },
  { account_sid: api_key_sid, auth_token: "s3cret" },
  { account_sid, api_key_sid, secret: "s3cret" },
])("refuses incomplete credentials without repeating them: %#", (credentials) => {
  const make = () => carriers.twilio(credentials, options);
  expect(make).toThrow(CarrierError);
  try {
    make();
  } catch (error) {
    expect(error).toMatchObject({ kind: "refused", reason: "authentication_failed" });
    expect(inspect(error, { depth: 10 })).not.toContain("s3cret");
  }
});

it("keeps the secret out of the carrier it makes", () => {
  const carrier = carriers.twilio({ account_sid, auth_token: "s3cret" }, options);
  expect(inspect(carrier, { depth: 10, showHidden: true }) + JSON.stringify(carrier)).not.toContain("s3cret");
});
