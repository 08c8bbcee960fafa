import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkPassword } from "@/lib/auth/check-password";
import { env } from "@/lib/env";
import { forgetLimit } from "@/lib/http/rate-limit";
import { givenSecondFactor } from "@/lib/testing/second-factor";
import { createUser } from "@/prisma/factories";

const attempt = (email: string, password: string, code?: string, address: string | null = anAddress()) =>
  checkPassword({ email, password, code, address });
/** Each in a network of its own. */
const anAddress = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;

describe("a sign-in by password", () => {
  it("takes the right one, with the e-mail address in any case", async () => {
    const user = await createUser();
    expect(await attempt(` ${user.email.toUpperCase()} `, user.password)).toEqual({ userId: user.id });
  });

  it("takes it only as it was typed", async () => {
    const user = await createUser();
    for (const wrong of [`${user.password} `, ` ${user.password}`, user.password.toUpperCase(), ""]) {
      expect(await attempt(user.email, wrong)).toEqual({ problem: "CredentialsSignin" });
    }
  });

  it("refuses a wrong password and an unknown address alike", async () => {
    const user = await createUser();
    const refused = { problem: "CredentialsSignin" };
    expect(await attempt(user.email, `${user.password}x`)).toEqual(refused);
    expect(await attempt("nobody@example.com", "decoy")).toEqual(refused);
  });
});

describe("too many attempts", () => {
  const spend = async (email: string, from: () => string) => {
    for (let times = 0; times < env().RATE_LIMIT_SIGN_INS; times++) await attempt(email, "wrong", undefined, from());
  };

  it("on one account are refused from every address, with the right password too, known or not", async () => {
    const user = await createUser();
    const unknown = `nobody-${randomUUID()}@example.com`;
    await Promise.all([spend(user.email, anAddress), spend(unknown, anAddress)]);
    expect(await attempt(user.email, user.password, undefined, anAddress())).toEqual({ problem: "TooManyAttempts" });
    expect(await attempt(unknown, "wrong", undefined, anAddress())).toEqual({ problem: "TooManyAttempts" });
  });

  it("are counted from the beginning after a sign-in that succeeded", async () => {
    const user = await createUser();
    for (let times = 1; times < env().RATE_LIMIT_SIGN_INS; times++) await attempt(user.email, "wrong");
    expect(await attempt(user.email, user.password)).toEqual({ userId: user.id });
    expect(await attempt(user.email, "wrong")).toEqual({ problem: "CredentialsSignin" });
    expect(await attempt(user.email, user.password)).toEqual({ userId: user.id });
  });

  it("do not begin anew because the password alone was right: the code is guessed no more often than it", async () => {
    const user = await createUser();
    await givenSecondFactor(user.id);
    const answers = [];
    for (let times = 0; times < env().RATE_LIMIT_SIGN_INS; times += 2) {
      answers.push(await attempt(user.email, user.password), await attempt(user.email, user.password, "000000"));
    }
    expect(answers.slice(0, 2)).toEqual([{ problem: "SecondFactorRequired" }, { problem: "SecondFactorWrong" }]);
    expect(await attempt(user.email, user.password)).toEqual({ problem: "TooManyAttempts" });
  });
});

describe("too many attempts from one place", () => {
  const spend = async (from: (turn: number) => string | null) => {
    const limit = env().RATE_LIMIT_SIGN_INS * 10;
    for (let turn = 0; turn < limit; turn++)
      await attempt(`nobody-${turn}@example.com`, "wrong", undefined, from(turn));
  };

  it("are refused from all of its /64, and from nowhere else", async () => {
    const user = await createUser();
    const network = anAddress().replace("::1", "");
    await spend((turn) => `${network}:${turn}:${turn}:0:1`);
    expect(await attempt(user.email, user.password, undefined, `${network}::ffff`)).toEqual({
      problem: "TooManyAttempts",
    });
    expect(await attempt(user.email, user.password)).toEqual({ userId: user.id });
  });

  it("are counted together where the address is not known", async () => {
    const user = await createUser();
    await spend(() => null);
    expect(await attempt(user.email, user.password, undefined, null)).toEqual({ problem: "TooManyAttempts" });
    await forgetLimit("sign_in_address", "unknown");
  });
});

describe("a second factor", () => {
  it("is asked for by name only from who knows the password", async () => {
    const user = await createUser();
    const { code } = await givenSecondFactor(user.id);
    expect(await attempt(user.email, "wrong", code())).toEqual({ problem: "CredentialsSignin" });
    expect(await attempt(user.email, user.password)).toEqual({ problem: "SecondFactorRequired" });
    expect(await attempt(user.email, user.password, code())).toEqual({ userId: user.id });
  });

  it("takes a code once, also when it is sent twice at the same moment", async () => {
    const user = await createUser();
    const { code } = await givenSecondFactor(user.id);
    const same = code();
    const answers = await Promise.all([1, 2, 3].map(() => attempt(user.email, user.password, same)));
    expect(answers.filter((answer) => "userId" in answer)).toHaveLength(1);
    expect(await attempt(user.email, user.password, same)).toEqual({ problem: "SecondFactorWrong" });
  });

  it("takes no code of an hour ago", async () => {
    const user = await createUser();
    const { code } = await givenSecondFactor(user.id);
    const old = code(new Date(Date.now() - 3_600_000));
    expect(await attempt(user.email, user.password, old)).toEqual({ problem: "SecondFactorWrong" });
  });

  it("may be a recovery code, however it is typed, once", async () => {
    const user = await createUser();
    const { recoveryCodes } = await givenSecondFactor(user.id);
    const [first = ""] = recoveryCodes;
    const typed = ` ${first.toUpperCase().replaceAll("-", " ")} `;
    expect(await attempt(user.email, user.password, typed)).toEqual({ userId: user.id });
    expect(await attempt(user.email, user.password, first)).toEqual({ problem: "SecondFactorWrong" });
  });
});
