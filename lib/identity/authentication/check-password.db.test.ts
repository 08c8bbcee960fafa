import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { countFromAddress } from "@/lib/identity/credentials/sign-in-attempts";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { addressPrefix } from "@/lib/platform/network/client-address";
import { forgetLimit, type LimitName, takeFromLimit } from "@/lib/platform/rate-limit/rate-limit";
import { createUser } from "@/prisma/factories";
import { anAddress } from "@/test/support/call-auth";
import { newOrganization } from "@/test/support/organization";
import { givenSecondFactor } from "@/test/support/second-factor";
import { checkPassword } from "./check-password";
import type { KnownDevice } from "./device-cookie";

type From = { address?: string | null; device?: KnownDevice };

/** Who it is, or the word for why not. */
async function attempt(email: string, password: string, code?: string, from: From = {}) {
  const { address = anAddress(), device } = from;
  const answer = await checkPassword({ email, password, code, source: { address, requestId: randomUUID() }, device });
  return "userId" in answer ? answer.userId : answer.problem;
}

/** As after so many attempts. */
const spendLimit = (name: LimitName, key: string, points: number) =>
  Promise.all(Array.from({ length: points }, () => takeFromLimit(name, key)));

/** As after attempts from many networks. */
async function spendTotal(email: string) {
  const key = createHash("sha256").update(email).digest("hex");
  await spendLimit("sign_in_account_total", key, limit() * 100);
}

const limit = () => env().RATE_LIMIT_SIGN_INS;
const eventsOf = (userId: string) =>
  system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId: userId }, orderBy: { id: "asc" } }));

describe("a sign-in by password", () => {
  it("takes the right one, with the e-mail address in any case", async () => {
    const user = await createUser();
    expect(await attempt(` ${user.email.toUpperCase()} `, user.password)).toBe(user.id);
  });

  it("takes it only as it was typed", async () => {
    const user = await createUser();
    for (const wrong of [`${user.password} `, ` ${user.password}`, user.password.toUpperCase(), ""]) {
      expect(await attempt(user.email, wrong)).toBe("CredentialsSignin");
    }
  });

  it("refuses a wrong password and an unknown address alike", async () => {
    const user = await createUser();
    const refused = "CredentialsSignin";
    expect(await attempt(user.email, `${user.password}x`)).toBe(refused);
    expect(await attempt("nobody@example.com", "decoy")).toBe(refused);
  });
});

describe("too many attempts", () => {
  const spend = async (email: string, from: () => From) => {
    for (let times = 0; times < limit(); times++) await attempt(email, "wrong", undefined, from());
  };

  it("on one account are refused in their network, known or not, and let the owner in from another", async () => {
    const user = await createUser();
    const unknown = `nobody-${randomUUID()}@example.com`;
    let host = 0;
    const inNetwork = () => ({ address: `198.51.100.${++host % 200}` });
    for (const email of [user.email, unknown]) {
      await spend(email, inNetwork);
      expect(await attempt(email, user.password, undefined, inNetwork())).toBe("TooManyAttempts");
    }
    expect(await attempt(user.email, user.password)).toBe(user.id);
  });

  it("from an address that is itself refused move no account's count", async () => {
    const [attacked, user] = [await createUser(), await createUser()];
    const address = anAddress();
    await spendLimit("sign_in_address", addressPrefix(address), limit() * 10);
    await spend(attacked.email, () => ({ address }));
    await forgetLimit("sign_in_address", addressPrefix(address));
    expect(await attempt(attacked.email, attacked.password, undefined, { address })).toBe(attacked.id);
    expect(await attempt(user.email, user.password)).toBe(user.id);
  });

  it("from everywhere are refused too, except in a browser that the owner has signed in with before", async () => {
    const user = await createUser();
    await spendTotal(user.email);
    expect(await attempt(user.email, user.password)).toBe("TooManyAttempts");
    const device = { id: randomUUID(), userId: user.id };
    expect(await attempt(user.email, user.password, undefined, { device })).toBe(user.id);
  });

  it("in a known browser are refused there, and nowhere else", async () => {
    const [user, other] = [await createUser(), await createUser()];
    const device = { id: randomUUID(), userId: user.id };
    await spend(user.email, () => ({ device }));
    expect(await attempt(user.email, user.password, undefined, { device })).toBe("TooManyAttempts");
    expect(await attempt(user.email, user.password)).toBe(user.id);
    // The device of one user is nothing to another's account.
    await spend(other.email, () => ({ device, address: "203.0.113.9" }));
    expect(await attempt(other.email, other.password, undefined, { device, address: "203.0.113.9" })).toBe(
      "TooManyAttempts",
    );
  });

  it("are counted from the beginning after a sign-in that succeeded", async () => {
    const user = await createUser();
    const from = { address: anAddress() };
    for (let times = 1; times < limit(); times++) await attempt(user.email, "wrong", undefined, from);
    expect(await attempt(user.email, user.password, undefined, from)).toBe(user.id);
    expect(await attempt(user.email, "wrong", undefined, from)).toBe("CredentialsSignin");
    expect(await attempt(user.email, user.password, undefined, from)).toBe(user.id);
  });

  it("of the code are refused from everywhere: who guesses it knows the password", async () => {
    const user = await createUser();
    const { code } = await givenSecondFactor(user.id);
    const answers = [];
    for (let times = 0; times < limit(); times++) answers.push(await attempt(user.email, user.password, "000000"));
    expect(new Set(answers)).toEqual(new Set(["SecondFactorWrong"]));
    expect(await attempt(user.email, user.password, code())).toBe("TooManyAttempts");
    const device = { id: randomUUID(), userId: user.id };
    expect(await attempt(user.email, user.password, code(), { device })).toBe(user.id);
  });

  it("leave a trace in each of the person's organizations, which does not grow without end", async () => {
    const { id, admin } = await newOrganization();
    const from = { address: "192.0.2.77" };
    for (let times = 0; times < limit() + 30; times++) await attempt(admin.email, "wrong", undefined, from);
    const events = await eventsOf(admin.id);
    expect(events.filter(({ action }) => action === "account.sign_in_failed")).toHaveLength(10);
    expect(events.filter(({ action }) => action === "account.locked_out")).toHaveLength(10);
    expect(events[0]).toMatchObject({
      organizationId: id,
      actorKind: "system",
      address: "192.0.2.77",
      after: { reason: "wrong_password" },
    });
  });
});

describe("too many attempts from one place", () => {
  const spend = (from: (turn: number) => string | null) =>
    Promise.all(Array.from({ length: limit() * 10 }, (_, turn) => countFromAddress(from(turn))));

  it("are refused from all of its /64, and from nowhere else", async () => {
    const user = await createUser();
    const network = anAddress().replace("::1", "");
    await spend((turn) => `${network}:${turn}:${turn}:0:1`);
    expect(await attempt(user.email, user.password, undefined, { address: `${network}::ffff` })).toBe(
      "TooManyAttempts",
    );
    expect(await attempt(user.email, user.password)).toBe(user.id);
  });

  it("are counted together where the address is not known", async () => {
    const user = await createUser();
    await spend(() => null);
    expect(await attempt(user.email, user.password, undefined, { address: null })).toBe("TooManyAttempts");
    await forgetLimit("sign_in_address", "unknown");
  });
});

describe("a second factor", () => {
  it("is asked for by name only from who knows the password", async () => {
    const user = await createUser();
    const { code } = await givenSecondFactor(user.id);
    expect(await attempt(user.email, "wrong", code())).toBe("CredentialsSignin");
    expect(await attempt(user.email, user.password)).toBe("SecondFactorRequired");
    expect(await attempt(user.email, user.password, code())).toBe(user.id);
  });

  it("takes a code once, also when it is sent twice at the same moment", async () => {
    const user = await createUser();
    const { code } = await givenSecondFactor(user.id);
    const same = code();
    const answers = await Promise.all([1, 2, 3].map(() => attempt(user.email, user.password, same)));
    expect(answers.filter((answer) => answer === user.id)).toHaveLength(1);
    expect(await attempt(user.email, user.password, same)).toBe("SecondFactorWrong");
  });

  it("takes no code of an hour ago", async () => {
    const user = await createUser();
    const { code } = await givenSecondFactor(user.id);
    const old = code(new Date(Date.now() - 3_600_000));
    expect(await attempt(user.email, user.password, old)).toBe("SecondFactorWrong");
  });

  it("may be a recovery code, however it is typed, once", async () => {
    const { admin: user } = await newOrganization();
    const { recoveryCodes } = await givenSecondFactor(user.id);
    const [first = ""] = recoveryCodes;
    const typed = ` ${first.toUpperCase().replaceAll("-", " ")} `;
    expect(await attempt(user.email, user.password, typed)).toBe(user.id);
    expect(await eventsOf(user.id)).toMatchObject([{ action: "account.recovery_code_used" }]);
    expect(await attempt(user.email, user.password, first)).toBe("SecondFactorWrong");
  });
});
