import type { Account, Profile } from "next-auth";
import { describe, expect, it } from "vitest";
import { createUser } from "@/prisma/factories";
import { authOptions } from "./auth-options";

type Authorize = (credentials: { email: string; password: string }) => Promise<{ id: string } | null>;

const authorize: Authorize = (credentials) => {
  const [password] = authOptions().providers;
  const { authorize: verify } = (password?.options ?? {}) as { authorize: Authorize };
  return verify(credentials);
};

const oidc = { provider: "oidc", type: "oauth", providerAccountId: "sub-1" } as Account;
const comesIn = (email: string, verified?: boolean) =>
  authOptions().callbacks?.signIn?.({
    user: { id: "sub-1", email },
    account: oidc,
    profile: { email_verified: verified } as Profile,
  });

describe("signing in", () => {
  it("takes the right password, with the address in any case", async () => {
    const user = await createUser();
    expect(await authorize({ email: ` ${user.email.toUpperCase()} `, password: user.password })).toEqual({
      id: user.id,
    });
  });

  it("refuses a wrong password and an unknown address alike", async () => {
    const user = await createUser();
    expect(await authorize({ email: user.email, password: `${user.password}x` })).toBeNull();
    expect(await authorize({ email: "nobody@example.com", password: "decoy" })).toBeNull();
  });

  it("keeps nothing in the session but the user's id", async () => {
    const jwt = authOptions().callbacks?.jwt;
    const token = await jwt?.({ token: { name: "Robin", picture: "x" }, user: { id: "id-1" }, account: null });
    expect(token).toEqual({ sub: "id-1" });
  });

  it("with a provider lets in who is known by verified e-mail, under our own id", async () => {
    const user = await createUser();
    expect(await comesIn(user.email, true)).toBe(true);
    const jwt = authOptions().callbacks?.jwt;
    const token = await jwt?.({ token: {}, user: { id: "sub-1", email: user.email }, account: oidc });
    expect(token).toEqual({ sub: user.id });
  });

  it("with a provider refuses strangers and unverified addresses", async () => {
    const user = await createUser();
    expect(await comesIn("stranger@example.com", true)).toBe(false);
    expect(await comesIn(user.email, false)).toBe(false);
    expect(await comesIn(user.email, undefined)).toBe(false);
  });
});
