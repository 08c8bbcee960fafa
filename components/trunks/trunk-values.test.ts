import { describe, expect, it } from "vitest";
import { CreateTrunkBody, type TrunkRecord, UpdateTrunkBody } from "@/lib/trunks/schemas";
import { blankTrunk, bodyOf, valuesOf } from "./trunk-values";

const trunk: TrunkRecord = {
  id: "3b0e3c1e-52cf-4d4a-9d3b-1a5a5f1f8a01",
  name: "Office",
  managed_account_id: null,
  inbound_config: {
    enable_noise_cancellation: true,
    media_encryption: "SRTP",
    allowed_addresses: ["198.51.100.0/24", "2001:db8::/32"],
    auth_username: "in",
    auth_password_set: true,
  },
  outbound_config: {
    address: "sip.example.com:5061",
    auth_username: "out",
    transport: "TLS",
    media_encryption: "SRTP",
    auth_password_set: true,
  },
  created_at: "2026-11-25T02:00:00.000Z",
  updated_at: "2026-11-25T02:00:00.000Z",
};

describe("the trunk form", () => {
  it("sends a trunk back as it came, without a password", () => {
    const { auth_password_set: _in, ...inbound } = trunk.inbound_config;
    const { auth_password_set: _out, ...outbound } = trunk.outbound_config ?? {};
    const body = bodyOf(valuesOf(trunk));
    expect(body).toEqual({ name: "Office", inbound_config: inbound, outbound_config: outbound });
    expect(UpdateTrunkBody.parse(body)).toBeTruthy();
  });

  it("sends a password only when one was typed", () => {
    const body = bodyOf({ ...valuesOf(trunk), outboundPassword: "new one" });
    expect(body.outbound_config).toMatchObject({ auth_password: "new one" });
    expect(body.inbound_config).not.toHaveProperty("auth_password");
  });

  it("takes ranges by line, by comma or by space, and none from an empty field", () => {
    const ranges = (allowedAddresses: string) =>
      bodyOf({ ...blankTrunk, allowedAddresses }).inbound_config.allowed_addresses;
    expect(ranges(" 198.51.100.0/24,\n203.0.113.0/24 192.0.2.0/24 ")).toEqual([
      "198.51.100.0/24",
      "203.0.113.0/24",
      "192.0.2.0/24",
    ]);
    expect(ranges("  ")).toEqual([]);
  });

  it("leaves out what does not dial out, and a name alone is a trunk", () => {
    expect(CreateTrunkBody.parse(bodyOf({ ...blankTrunk, name: "Office", address: "x" })).outbound_config).toBeNull();
  });
});
