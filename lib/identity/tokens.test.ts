import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSecret, formatToken, hashSecret, parseToken, secretMatches } from "./tokens";

describe("tokens", () => {
  it("come back from their text as they were made", () => {
    const id = randomUUID();
    const secret = createSecret();
    expect(parseToken(formatToken("ak", id, secret))).toEqual({ prefix: "ak", id, secret });
    expect(parseToken(formatToken("pat", id, secret))).toEqual({ prefix: "pat", id, secret });
  });

  it("with a mistyped character are refused without a look-up", () => {
    const text = formatToken("ak", randomUUID(), createSecret());
    const last = text.at(-10) === "A" ? "B" : "A";
    expect(parseToken(`${text.slice(0, -10)}${last}${text.slice(-9)}`)).toBeUndefined();
  });

  it.each(["", "ak_", "ak_x.y", "sk_0123456789abcdef0123456789abcdef.x", "Bearer x", "ak_\u0000"])(
    "do not look like %j",
    (text) => expect(parseToken(text)).toBeUndefined(),
  );

  it("match only their own hash, and nothing matches no hash", () => {
    const secret = createSecret();
    expect(secretMatches(secret, hashSecret(secret))).toBe(true);
    expect(secretMatches(createSecret(), hashSecret(secret))).toBe(false);
    expect(secretMatches("nobody", undefined)).toBe(false);
  });
});
