import { describe, expect, it } from "vitest";
import { changesOf, subjectOf } from "./changes";

describe("what an event changed", () => {
  it("shows both states of each member, what differs first", () => {
    const before = { phone_number: "+14155550123", outbound_shareable: false };
    expect(changesOf(before, { phone_number: "+14155550123", outbound_shareable: true })).toEqual([
      { member: "outbound shareable", before: "false", after: "true", changed: true },
      { member: "phone number", before: "+14155550123", after: "+14155550123", changed: false },
    ]);
  });

  it("says none for nothing, and lists what is a list", () => {
    expect(changesOf(null, { expires_at: null, scopes: ["agents:read", "audit:read"], config: { a: 1 } })).toEqual([
      { member: "expires at", before: undefined, after: "none", changed: true },
      { member: "scopes", before: undefined, after: "agents:read, audit:read", changed: true },
      { member: "config", before: undefined, after: '{"a":1}', changed: true },
    ]);
  });

  it("is named by what its event kept", () => {
    const target_id = "0199c3f2-1111-7222-8333-444455556666";
    expect(subjectOf({ before: { email: "kim@example.com" }, after: null, target_id })).toBe("kim@example.com");
    expect(subjectOf({ before: null, after: null, target_id })).toBe("0199c3f2");
  });
});
