import { beforeAll, describe, expect, it, vi } from "vitest";
import { decrypt, encrypt } from "./encryption";

describe("encryption", () => {
  beforeAll(() => {
    vi.stubEnv("DATABASE_URL", "postgresql://db/x");
    vi.stubEnv("AUTH_SECRET", "x".repeat(32));
    vi.stubEnv("ENCRYPTION_KEY", Buffer.alloc(32, 7).toString("base64"));
    vi.stubEnv("APP_URL", "http://localhost");
    vi.stubEnv("TWILIO_ACCOUNT_SID", `AC${"0".repeat(32)}`);
    vi.stubEnv("TWILIO_AUTH_TOKEN", "token");
    vi.stubEnv("SIP_ORIGINATION_URL", "sip:sip.example.com");
  });

  it("gives back what was encrypted, and never the same ciphertext twice", () => {
    const first = encrypt("secret", "row:1");
    expect(decrypt(first, "row:1")).toBe("secret");
    expect(encrypt("secret", "row:1")).not.toBe(first);
    expect(first).not.toContain("secret");
  });

  it("refuses a ciphertext that was moved to another row", () => {
    expect(() => decrypt(encrypt("secret", "row:1"), "row:2")).toThrow();
  });

  it("refuses a ciphertext with one changed character", () => {
    const text = encrypt("secret", "row:1");
    const changed = text.slice(0, -1) + (text.endsWith("A") ? "B" : "A");
    expect(() => decrypt(changed, "row:1")).toThrow();
    expect(() => decrypt("v1.x", "row:1")).toThrow("malformed");
  });
});
