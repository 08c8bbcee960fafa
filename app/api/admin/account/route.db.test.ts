import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { POST as changePassword } from "@/app/api/admin/account/password/route";
import { GET as getAccount } from "@/app/api/admin/account/route";
import { POST as confirmSecondFactor } from "@/app/api/admin/account/second-factor/confirm/route";
import { POST as renewRecoveryCodes } from "@/app/api/admin/account/second-factor/recovery-codes/route";
import { POST as removeSecondFactor } from "@/app/api/admin/account/second-factor/remove/route";
import { POST as startSecondFactor } from "@/app/api/admin/account/second-factor/route";
import { POST as sendVerificationMail } from "@/app/api/admin/account/verification-mail/route";
import { GET as myScopes } from "@/app/api/admin/members/me/scopes/route";
import { verifyEmail } from "@/lib/identity/account/verify-email";
import { checkPassword } from "@/lib/identity/authentication/check-password";
import { codeAt } from "@/lib/identity/credentials/totp";
import { system } from "@/lib/platform/db/system";
import { env, forgetEnvironment } from "@/lib/platform/env";
import { addMember, createPersonalAccessToken, createUser } from "@/prisma/factories";
import { call, sessionCookie } from "@/test/support/api";
import { anAddress } from "@/test/support/call-auth";
import { startMailServer } from "@/test/support/mail-server";
import { contextOf, newOrganization } from "@/test/support/organization";
import { givenSecondFactor } from "@/test/support/second-factor";

const GOOD = "a heron stands in the shallow water";

async function person() {
  const organization = await newOrganization();
  const { admin } = organization;
  return { ...admin, organizationId: organization.id, apiKey: organization.apiKey, session: admin.id };
}

type Person = Awaited<ReturnType<typeof person>>;

const as = ({ session, organizationId }: Person, body?: unknown) => ({ session, organizationId, body });
async function signIn({ email }: Person, password: string, code?: string) {
  const source = { address: anAddress(), requestId: randomUUID() };
  const answer = await checkPassword({ email, password, code, source });
  return "userId" in answer ? { userId: answer.userId } : answer;
}
const actionsOn = async (userId: string) => {
  const events = await system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId: userId } }));
  return events.map(({ action }) => action).filter((action) => !action.startsWith("account.sign_in"));
};

describe("the account", () => {
  it("says how its person signs in, and nothing secret", async () => {
    const robin = await person();
    expect((await call(getAccount, as(robin))).json).toEqual({
      name: robin.name,
      email: robin.email,
      email_verified: true,
      can_verify_email: false,
      has_password: true,
      second_factor: null,
    });
  });

  it.each([
    ["reading it", getAccount, undefined],
    ["a new password", changePassword, { current_password: "x", new_password: GOOD }],
    ["a second factor", startSecondFactor, { current_password: "x" }],
    ["its confirmation", confirmSecondFactor, { code: "123456" }],
    ["new recovery codes", renewRecoveryCodes, { current_password: "x", code: "123456" }],
    ["no second factor", removeSecondFactor, { current_password: "x", code: "123456" }],
  ] as const)("is closed to keys and tokens: %s", async (_, route, body) => {
    const robin = await person();
    const pat = await createPersonalAccessToken(robin.id);
    const { organizationId } = robin;
    for (const credential of [{ token: robin.apiKey }, { token: pat, organizationId }]) {
      const { status, json } = await call(route, { ...credential, body });
      expect([status, json.code]).toEqual([403, "forbidden"]);
    }
  });
});

describe("a change of password", () => {
  it("counts at once, ends every other session, and stands in the trail", async () => {
    const robin = await person();
    const [here, elsewhere] = [await sessionCookie(robin.id), await sessionCookie(robin.id)];
    const from = (cookie: string) => ({
      organizationId: robin.organizationId,
      headers: { Cookie: cookie, "Sec-Fetch-Site": "same-origin" },
    });
    const body = { current_password: robin.password, new_password: GOOD };
    expect((await call(changePassword, { ...from(here), body })).status).toBe(204);
    expect(await signIn(robin, GOOD)).toEqual({ userId: robin.id });
    expect(await signIn(robin, robin.password)).toEqual({ problem: "CredentialsSignin" });
    expect((await call(getAccount, from(here))).status).toBe(200);
    expect((await call(getAccount, from(elsewhere))).status).toBe(401);
    expect(await actionsOn(robin.id)).toEqual(["account.password_changed"]);
  });

  it.each([
    ["a wrong current one", "current_password", { current_password: "wrong", new_password: GOOD }],
    ["a short one", "new_password", { new_password: "too short" }],
    ["a common one", "new_password", { new_password: "passwordpassword" }],
    ["one of the organization's name", "new_password", { new_password: "northwind-2026" }],
  ])("refuses %s, naming the field, and changes nothing", async (_, path, wrong) => {
    const robin = await person();
    const { status, json } = await call(changePassword, as(robin, { current_password: robin.password, ...wrong }));
    expect([status, json.errors?.[0]?.path]).toEqual([422, path]);
    expect(await signIn(robin, robin.password)).toEqual({ userId: robin.id });
  });
});

describe("personal access tokens", () => {
  const change = (robin: Person, rest = {}) =>
    call(changePassword, as(robin, { current_password: robin.password, new_password: GOOD, ...rest }));
  const reads = async (robin: Person, token: string) =>
    (await call(myScopes, { token, organizationId: robin.organizationId })).status;

  it("end with the password that they were made under", async () => {
    const robin = await person();
    const token = await createPersonalAccessToken(robin.id);
    expect(await reads(robin, token)).toBe(200);
    expect((await change(robin)).status).toBe(204);
    expect(await reads(robin, token)).toBe(401);
  });

  it("stay when the person wants to keep them", async () => {
    const robin = await person();
    const token = await createPersonalAccessToken(robin.id);
    expect((await change(robin, { end_personal_access_tokens: false })).status).toBe(204);
    expect(await reads(robin, token)).toBe(200);
  });
});

describe("turning a second factor on", () => {
  it("asks for the password, then for a code, and only then counts", async () => {
    const robin = await person();
    expect((await call(startSecondFactor, as(robin, { current_password: "wrong" }))).status).toBe(422);
    const started = await call(startSecondFactor, as(robin, { current_password: robin.password }));
    expect(started.json.uri).toContain(`secret=${started.json.secret}`);
    expect(await signIn(robin, robin.password)).toEqual({ userId: robin.id });

    const wrong = await call(confirmSecondFactor, as(robin, { code: "000000" }));
    expect([wrong.status, wrong.json.errors[0].path]).toEqual([422, "code"]);
    const confirmed = await call(confirmSecondFactor, as(robin, { code: codeAt(started.json.secret, new Date()) }));
    expect(confirmed.json.recovery_codes).toHaveLength(10);
    expect(await signIn(robin, robin.password)).toEqual({ problem: "SecondFactorRequired" });
    expect(await signIn(robin, robin.password, confirmed.json.recovery_codes[3])).toEqual({ userId: robin.id });
    const { json } = await call(getAccount, as(robin));
    expect(json.second_factor).toMatchObject({ recovery_codes_left: 9 });
    expect(await actionsOn(robin.id)).toContain("account.second_factor_added");
  });

  it("keeps neither the secret nor a recovery code in clear", async () => {
    const robin = await person();
    const { secret, recoveryCodes } = await givenSecondFactor(robin.id);
    const rows = await system().transaction(async (tx) => [
      await tx.user.findUniqueOrThrow({ where: { id: robin.id } }),
      await tx.recoveryCode.findMany({ where: { userId: robin.id } }),
    ]);
    const stored = JSON.stringify(rows);
    for (const hidden of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll("-", ""))]) {
      expect(stored).not.toContain(hidden);
    }
  });

  it("is refused while there is one, so that nobody replaces it from an open browser", async () => {
    const robin = await person();
    await givenSecondFactor(robin.id);
    const { status, json } = await call(startSecondFactor, as(robin, { current_password: robin.password }));
    expect([status, json.code]).toEqual([409, "action_not_possible"]);
    expect((await call(confirmSecondFactor, as(robin, { code: "123456" }))).status).toBe(409);
  });
});

describe("recovery codes and the end of a second factor", () => {
  const shown = (robin: Person, code: string) => as(robin, { current_password: robin.password, code });

  it("new codes make the old ones worthless", async () => {
    const robin = await person();
    const { recoveryCodes, code } = await givenSecondFactor(robin.id);
    const { json } = await call(renewRecoveryCodes, shown(robin, code()));
    expect(await signIn(robin, robin.password, recoveryCodes[0])).toEqual({ problem: "SecondFactorWrong" });
    expect(await signIn(robin, robin.password, json.recovery_codes[0])).toEqual({ userId: robin.id });
  });

  it("turning it off takes the password and a code, and then the password alone signs in", async () => {
    const robin = await person();
    const { recoveryCodes } = await givenSecondFactor(robin.id);
    const [recoveryCode = ""] = recoveryCodes;
    const wrong = await call(removeSecondFactor, as(robin, { current_password: "wrong", code: recoveryCode }));
    expect([wrong.status, wrong.json.errors[0].path]).toEqual([422, "current_password"]);
    expect((await call(removeSecondFactor, shown(robin, recoveryCode))).status).toBe(204);
    expect(await signIn(robin, robin.password)).toEqual({ userId: robin.id });
    expect(await actionsOn(robin.id)).toContain("account.second_factor_removed");
  });

  it.each([
    ["turning it off", removeSecondFactor],
    ["new codes", renewRecoveryCodes],
  ])("%s is refused to who knows the password alone, and its code is guessed ten times at most", async (_, route) => {
    const robin = await person();
    const { code } = await givenSecondFactor(robin.id);
    const from = { organizationId: robin.organizationId };
    const headers = { Cookie: await sessionCookie(robin.id), "Sec-Fetch-Site": "same-origin" };
    const body = (guess?: string) => ({ current_password: robin.password, ...(guess && { code: guess }) });
    expect((await call(route, { ...from, headers, body: body() })).status).toBe(422);
    for (let times = 0; times < env().RATE_LIMIT_SIGN_INS; times++) {
      const { status, json } = await call(route, { ...from, headers, body: body("000000") });
      expect([status, json.errors[0].path]).toEqual([422, "code"]);
    }
    expect((await call(route, { ...from, headers, body: body(code()) })).status).toBe(429);
    expect(await signIn(robin, robin.password)).toEqual({ problem: "SecondFactorRequired" });
  });

  it.each([
    ["turning it off", removeSecondFactor, /turned off/],
    ["new codes", renewRecoveryCodes, /recovery codes were generated/],
  ])("%s is told to the person by e-mail", async (_, route, text) => {
    const mail = await startMailServer();
    process.env.SMTP_URL = mail.url;
    forgetEnvironment();
    const robin = await person();
    const { code } = await givenSecondFactor(robin.id);
    await call(route, shown(robin, code()));
    process.env.SMTP_URL = "";
    forgetEnvironment();
    await mail.close();
    expect(mail.received).toEqual([{ to: [robin.email], text: expect.stringMatching(text) }]);
  });
});

describe("the proof of an address", () => {
  async function unproven() {
    const { id: organizationId } = await newOrganization();
    const user = await createUser({ emailVerified: false });
    await addMember(organizationId, user.id, "viewer");
    return { ...user, organizationId, apiKey: "", session: user.id };
  }
  const isProven = async (robin: Person) => (await call(getAccount, as(robin))).json.email_verified;
  const ctxOf = ({ id, organizationId }: Person) => contextOf(organizationId, id);

  it("is the mailed link together with a session of the account, neither alone", async () => {
    const mail = await startMailServer();
    process.env.SMTP_URL = mail.url;
    forgetEnvironment();
    const [robin, other] = [await unproven(), await unproven()];
    expect((await call(sendVerificationMail, { method: "POST", ...as(robin) })).status).toBe(204);
    process.env.SMTP_URL = "";
    forgetEnvironment();
    await mail.close();
    expect(mail.received).toMatchObject([{ to: [robin.email] }]);
    const [, token = ""] = /verify-email\/([\w.-]+)/.exec(mail.received[0]?.text ?? "") ?? [];
    await expect(verifyEmail(ctxOf(other), token)).rejects.toMatchObject({ code: "forbidden" });
    await expect(verifyEmail(ctxOf(robin), `${token}x`)).rejects.toMatchObject({ code: "forbidden" });
    expect([await isProven(robin), await isProven(other)]).toEqual([false, false]);
    await verifyEmail(ctxOf(robin), token);
    await verifyEmail(ctxOf(robin), token);
    expect(await isProven(robin)).toBe(true);
    expect(await actionsOn(robin.id)).toEqual(["account.email_verified"]);
  });

  it("is not offered without a mail server, nor to a proven account", async () => {
    for (const robin of [await unproven(), await person()]) {
      const { status, json } = await call(sendVerificationMail, { method: "POST", ...as(robin) });
      expect([status, json.code]).toEqual([409, "action_not_possible"]);
    }
  });
});

describe("a session whose password is asked for again", () => {
  it("is not stopped by wrong passwords of others: neither at the sign-in nor in another session", async () => {
    const robin = await person();
    for (let times = 0; times < env().RATE_LIMIT_SIGN_INS; times++) {
      await signIn(robin, "wrong");
      await call(startSecondFactor, as(robin, { current_password: "wrong" }));
    }
    const body = { current_password: robin.password, new_password: GOOD };
    expect((await call(changePassword, as(robin, body))).status).toBe(204);
  });

  it("takes no more guesses than a sign-in does", async () => {
    const robin = await person();
    const from = {
      organizationId: robin.organizationId,
      headers: { Cookie: await sessionCookie(robin.id), "Sec-Fetch-Site": "same-origin" },
    };
    for (let times = 0; times < env().RATE_LIMIT_SIGN_INS; times++) {
      await call(startSecondFactor, { ...from, body: { current_password: "wrong" } });
    }
    expect((await call(startSecondFactor, { ...from, body: { current_password: robin.password } })).status).toBe(429);
  });
});
