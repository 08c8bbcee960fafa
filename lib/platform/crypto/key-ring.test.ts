import { createCipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKeyRing } from "./key-ring";

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const ring = createKeyRing([first, second]);

/** As it was written before ciphertexts named their key. */
function withoutKeyId(key: Buffer, plaintext: string, boundTo: string): string {
  const nonce = Buffer.alloc(12, 9);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(boundTo));
  const ciphertext = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  return `v1.${[nonce, cipher.getAuthTag(), ciphertext].map((part) => part.toString("base64url")).join(".")}`;
}

describe("a key ring", () => {
  it("gives back every text, and never the same ciphertext twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (plaintext, place) => {
        const text = ring.encrypt(plaintext, place);
        expect(ring.decrypt(text, place)).toBe(plaintext);
        expect(ring.encrypt(plaintext, place)).not.toBe(text);
      }),
    );
  });

  it("encrypts under its first key and reads what any of them encrypted", () => {
    const before = createKeyRing([second]).encrypt("secret", "row:1");
    expect(ring.decrypt(before, "row:1")).toBe("secret");
    expect(before.startsWith(ring.currentPrefix)).toBe(false);
    expect(ring.encrypt("secret", "row:1").startsWith(ring.currentPrefix)).toBe(true);
  });

  it("reads what was encrypted before ciphertexts named their key, under any of its keys", () => {
    for (const key of [first, second]) expect(ring.decrypt(withoutKeyId(key, "old", "row:1"), "row:1")).toBe("old");
  });

  it("says that a key is missing, by its name and not by itself", () => {
    const text = createKeyRing([second]).encrypt("secret", "row:1");
    expect(() => createKeyRing([first]).decrypt(text, "row:1")).toThrow(/^The key [0-9a-f]{8} of the ciphertext/);
    expect(text).not.toContain(second.toString("hex").slice(0, 8));
  });

  it("refuses a ciphertext that was moved to another row", () => {
    expect(() => ring.decrypt(ring.encrypt("secret", "row:1"), "row:2")).toThrow();
    expect(() => ring.decrypt(withoutKeyId(first, "old", "row:1"), "row:2")).toThrow();
  });

  it("refuses a ciphertext with any one character changed", () => {
    const text = ring.encrypt("secret", "row:1");
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === "A" ? "Q" : "A";
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      expect(() => ring.decrypt(changed, "row:1"), changed).toThrow();
    }
    for (const malformed of ["", "v2", "v2.x", "v3.a.b.c.d", "v1.x"])
      expect(() => ring.decrypt(malformed, "")).toThrow();
  });
});
