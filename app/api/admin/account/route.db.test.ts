import { describe, expect, it } from "vitest";
import { POST as changePassword } from "@/app/api/admin/account/password/route";
import { GET as getAccount } from "@/app/api/admin/account/route";
import { POST as confirmSecondFactor } from "@/app/api/admin/account/second-factor/confirm/route";
import { POST as renewRecoveryCodes } from "@/app/api/admin/account/second-factor/recovery-codes/route";
import { POST as removeSecondFactor } from "@/app/api/admin/account/second-factor/remove/route";
import { POST as startSecondFactor } from "@/app/api/admin/account/second-factor/route";
import { checkPassword } from "@/lib/auth/check-password";
import { asSystem } from "@/lib/db";
import { codeAt } from "@/lib/second-factor/totp";
import { call, sessionCookie } from "@/lib/testing/api";
import { newOrganization } from "@/lib/testing/organization";
import { givenSecondFactor } from "@/lib/testing/second-factor";
import { createPersonalAccessToken } from "@/prisma/factories";

const GOOD = "a heron stands in the shallow water";

async function person() {
  const organization = await newOrganization();
  const { admin } = organization;
  return { ...admin, organizationId: organization.id, apiKey: organization.apiKey, session: admin.id };
}

type Person = Awaited<ReturnType<typeof person>>;

const as = ({ session, organizationId }: Person, body?: unknown) => ({ session, organizationId, body });
const signIn = ({ email }: Person, password: string, code?: string) =>
  checkPassword({ email, password, code, address: null });
const actionsOn = async (userId: string) => {
  const events = await asSystem((tx) => tx.auditEvent.findMany({ where: { targetId: userId } }));
  return events.map(({ action }) => action);
};

describe("the account", () => {
  it("says how its person signs in, and nothing secret", async () => {
    const robin = await person();
    expect((await call(getAccount, as(robin))).json).toEqual({
      name: robin.name,
      email: robin.email,
      has_password: true,
      second_factor: null,
    });
  });

  it.each([
    ["reading it", getAccount, undefined],
    ["a new password", changePassword, { current_password: "x", new_password: GOOD }],
    ["a second factor", startSecondFactor, { current_password: "x" }],
    ["its confirmation", confirmSecondFactor, { code: "123456" }],
    ["new recovery codes", renewRecoveryCodes, { current_password: "x" }],
    ["no second factor", removeSecondFactor, { current_password: "x" }],
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
    const rows = await asSystem(async (tx) => [
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
  it("new codes make the old ones worthless", async () => {
    const robin = await person();
    const { recoveryCodes } = await givenSecondFactor(robin.id);
    const { json } = await call(renewRecoveryCodes, as(robin, { current_password: robin.password }));
    expect(await signIn(robin, robin.password, recoveryCodes[0])).toEqual({ problem: "SecondFactorWrong" });
    expect(await signIn(robin, robin.password, json.recovery_codes[0])).toEqual({ userId: robin.id });
  });

  it("turning it off takes the password, and then the password alone signs in", async () => {
    const robin = await person();
    await givenSecondFactor(robin.id);
    expect((await call(removeSecondFactor, as(robin, { current_password: "wrong" }))).status).toBe(422);
    expect((await call(removeSecondFactor, as(robin, { current_password: robin.password }))).status).toBe(204);
    expect(await signIn(robin, robin.password)).toEqual({ userId: robin.id });
    expect(await actionsOn(robin.id)).toContain("account.second_factor_removed");
  });
});
