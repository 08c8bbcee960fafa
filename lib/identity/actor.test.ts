import { describe, expect, it } from "vitest";
import { hasScope, requireScope } from "./actor";
import { knownScopes, scopes, scopesOfRole } from "./scopes";

const ctx = (...names: Parameters<typeof knownScopes>[0]) => ({ scopes: new Set(knownScopes(names)) });

describe("scopes", () => {
  it("let in with one of several that are accepted", () => {
    expect(hasScope(ctx("phone_numbers:manage"), ["phone_numbers:read", "phone_numbers:manage"])).toBe(true);
  });

  it("fail closed: nothing accepted lets nobody in", () => {
    expect(hasScope({ scopes: new Set(scopes) }, [])).toBe(false);
  });

  it("that are not ours grant nothing", () => {
    expect(knownScopes(["phone_numbers:admin", "*", "phone_numbers:read"])).toEqual(["phone_numbers:read"]);
  });

  it("a refusal names what would have been enough", () => {
    expect(() => requireScope(ctx("agents:read"), ["managed_accounts:read", "managed_accounts:manage"])).toThrow(
      "This requires the scope managed_accounts:read or managed_accounts:manage.",
    );
  });

  it("admin has every scope, viewer every read scope", () => {
    expect(scopesOfRole("admin")).toEqual(scopes);
    expect(scopesOfRole("viewer")).toEqual([
      "phone_numbers:read",
      "managed_accounts:read",
      "trunks:read",
      "agents:read",
      "members:read",
      "audit:read",
    ]);
  });
});
