import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { DELETE as removeMember, PATCH as updateMember } from "@/app/api/admin/members/[userId]/route";
import { GET as myScopes } from "@/app/api/admin/members/me/scopes/route";
import { POST as invite } from "@/app/api/admin/members/route";
import { DELETE as deleteKey } from "@/app/api/admin/organization-pats/[keyId]/route";
import { joinAsNewUser, joinWithAccount } from "@/lib/identity/invitations/accept-invitation";
import { findInvitation } from "@/lib/identity/invitations/find-invitation";
import { InvitationPage, SentInvitation } from "@/lib/identity/invitations/schemas";
import { scopes, scopesOfRole } from "@/lib/identity/scopes";
import { parseToken } from "@/lib/identity/tokens";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { addMember, createPersonalAccessToken, createUser } from "@/prisma/factories";
import { call, sessionCookie } from "@/test/support/api";
import { signInByPassword } from "@/test/support/call-auth";
import { startMailServer } from "@/test/support/mail-server";
import { newOrganization } from "@/test/support/organization";
import { POST as resend } from "./[invitationId]/resend/route";
import { DELETE, GET as getOne } from "./[invitationId]/route";
import { GET } from "./route";

const someAddress = () => `guest-${randomUUID()}@example.com`;
const tokenOf = (link: string | null) => link?.split("/invite/")[1] ?? "";
const request = { address: "203.0.113.7", requestId: "accept-1" };
const newcomer = { name: "Kim Larsen", password: "quiet harbour at noon" };
const revoke = (token: string, invitationId: string) =>
  call(DELETE, { method: "DELETE", token, params: { invitationId } });

async function invited(role: "admin" | "viewer" = "viewer", email = someAddress()) {
  const organization = await newOrganization();
  const { json } = await call(invite, { token: organization.apiKey, body: { email, role } });
  return { organization, email, invitation: json as SentInvitation, token: tokenOf(json.link) };
}

const membership = (organizationId: string, email: string) =>
  system().transaction((tx) => tx.membership.findFirst({ where: { organizationId, user: { email } } }));
const auditOf = (organizationId: string, action: string) =>
  system().transaction((tx) =>
    tx.auditEvent.findMany({ where: { organizationId, action }, orderBy: { createdAt: "asc" } }),
  );

describe("POST /admin/members", () => {
  it("invites an address: the link is in the answer once, and of it only a hash is kept", async () => {
    const { apiKey, id } = await newOrganization();
    const email = someAddress();
    const key = { "Idempotency-Key": "invite-kim-larsen" };
    const body = { email: ` ${email.toUpperCase()} `, role: "viewer" };
    const { status, json, headers } = await call(invite, { token: apiKey, body, headers: key });
    expect(status).toBe(201);
    expect(SentInvitation.parse(json)).toMatchObject({ email, role: "viewer", emailed: false, invited_by: null });
    expect(json.link).toMatch(/^http:\/\/localhost:3000\/invite\/[A-Za-z0-9_-]{48}$/);
    expect(headers.get("location")).toBe(`/admin/invitations/${json.id}`);
    expect(Date.parse(json.expires_at) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    const again = await call(invite, { token: apiKey, body, headers: key });
    expect(again.json).toEqual({ ...json, link: null });
    const kept = await system().transaction(async (tx) => [
      await tx.invitation.findMany({ where: { organizationId: id } }),
      await tx.idempotencyKey.findMany({ where: { organizationId: id } }),
      await tx.auditEvent.findMany({ where: { organizationId: id } }),
    ]);
    expect(JSON.stringify(kept)).not.toContain(tokenOf(json.link));
    expect(await auditOf(id, "member.invited")).toMatchObject([{ after: { email, role: "viewer" } }]);
  });

  it("refuses who is a member or invited already: 409; invited by another organization is no matter", async () => {
    const { organization, email } = await invited();
    const body = { email, role: "viewer" };
    const token = organization.apiKey;
    expect(await call(invite, { token, body })).toMatchObject({ status: 409, json: { code: "already_invited" } });
    const member = { email: organization.viewer.email, role: "admin" };
    expect(await call(invite, { token, body: member })).toMatchObject({
      status: 409,
      json: { code: "already_member" },
    });
    expect((await call(invite, { token: (await newOrganization()).apiKey, body })).status).toBe(201);
  });

  it("hands on no role whose scopes the caller lacks, neither new nor resent: 403 naming them", async () => {
    const { keyWith, apiKey } = await newOrganization();
    const alone = await keyWith("members:manage");
    const reader = await keyWith("members:manage", ...scopesOfRole("viewer"));
    const inviteAs = (token: string, role: string) => call(invite, { token, body: { email: someAddress(), role } });
    for (const role of ["admin", "viewer"]) {
      const { status, json } = await inviteAs(alone, role);
      expect([status, json.excess_scopes?.includes("phone_numbers:read")]).toEqual([403, true]);
    }
    expect((await inviteAs(reader, "admin")).status).toBe(403);
    expect((await inviteAs(reader, "viewer")).status).toBe(201);
    const params = { invitationId: (await inviteAs(apiKey, "viewer")).json.id };
    expect((await call(resend, { method: "POST", token: alone, params })).status).toBe(403);
    expect((await call(resend, { method: "POST", token: reader, params })).status).toBe(200);
  });

  it.each([
    [{ email: "nobody", role: "viewer" }, "email"],
    [{ email: "a@example.com\r\nBcc: b@example.com", role: "viewer" }, "email"],
    [{ email: "a@example.com", role: "owner" }, "role"],
    [{ email: "a@example.com" }, "role"],
  ])("refuses %j: 422 naming %s", async (body, path) => {
    const { status, json } = await call(invite, { token: (await newOrganization()).apiKey, body });
    expect([status, json.errors[0].path]).toEqual([422, path]);
  });

  it("needs members:manage", async () => {
    const { viewerApiKey } = await newOrganization();
    const body = { email: someAddress(), role: "viewer" };
    expect((await call(invite, { token: viewerApiKey, body })).status).toBe(403);
  });
});

describe("with a mail server", () => {
  const values = env();
  afterEach(() => void Reflect.deleteProperty(values, "SMTP_URL"));

  it("the link goes to the invited address alone", async () => {
    const server = await startMailServer();
    values.SMTP_URL = server.url;
    const { invitation, email } = await invited();
    expect(invitation).toMatchObject({ emailed: true, link: null });
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail?.to).toEqual([email]);
    expect(mail?.text).toContain("Subject: Join Northwind Clinic on Trunkline");
    const [, token = ""] = /\/invite\/([A-Za-z0-9_-]+)/.exec(mail?.text ?? "") ?? [];
    expect(await findInvitation(token)).toMatchObject({ email, role: "viewer" });
    await server.close();
  });

  it("names are quoted in one line, and are no links, whatever they hold", async () => {
    const server = await startMailServer();
    values.SMTP_URL = server.url;
    const { id, admin } = await newOrganization();
    const name = 'Security"\r\n\r\nYour account will be closed.\u2028Confirm it: https://evil.example/login\u202e';
    await system().transaction((tx) => tx.user.update({ where: { id: admin.id }, data: { name } }));
    const body = { email: someAddress(), role: "viewer" };
    expect((await call(invite, { session: admin.id, organizationId: id, body })).status).toBe(201);
    const [, text = ""] = /\r\n\r\n(.*)/s.exec(server.received[0]?.text ?? "") ?? [];
    const [first] = text.split("\r\n");
    expect(first).toBe(
      `"Security Your account will be closed. Confirm it: https evil.example/login" invited you to join "Northwind Clinic" on Trunkline as a viewer.`,
    );
    await server.close();
  });

  it("an organization sends 20 invitations an hour: the next is 429 and changes nothing", async () => {
    const server = await startMailServer();
    values.SMTP_URL = server.url;
    const { id, apiKey: token } = await newOrganization();
    const inviteOne = () => call(invite, { token, body: { email: someAddress(), role: "viewer" } });
    for (let sent = 0; sent < 20; sent++) expect((await inviteOne()).status).toBe(201);
    const { status, json, headers } = await inviteOne();
    expect([status, json.code]).toEqual([429, "rate_limited"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(server.received).toHaveLength(20);
    expect(await system().transaction((tx) => tx.invitation.count({ where: { organizationId: id } }))).toBe(20);
    await server.close();
  });

  it("an address gets 3 a day from all organizations together: the next is 429 and leaves its link as it is", async () => {
    const server = await startMailServer();
    values.SMTP_URL = server.url;
    const email = someAddress();
    const { organization, invitation } = await invited("viewer", email);
    const params = { invitationId: invitation.id };
    const again = () => call(resend, { method: "POST", token: organization.apiKey, params });
    expect((await again()).status).toBe(200);
    await invited("viewer", email);
    const linkBefore = await system().transaction((tx) => tx.invitation.findUnique({ where: { id: invitation.id } }));
    const { status, json } = await again();
    expect([status, json.detail]).toEqual([429, expect.stringContaining(`${email} has been sent three invitations`)]);
    expect(await system().transaction((tx) => tx.invitation.findUnique({ where: { id: invitation.id } }))).toEqual(
      linkBefore,
    );
    expect(server.received).toHaveLength(3);
    await server.close();
  });

  it.each(["refuses the message", "is not there"])(
    "that %s, the link is shown to nobody, and resending it works",
    async (trouble) => {
      const broken = await startMailServer({ refuse: true });
      values.SMTP_URL = broken.url;
      if (trouble === "is not there") await broken.close();
      const { organization, invitation, email } = await invited();
      expect(invitation).toMatchObject({ emailed: false, link: null });
      await broken.close();
      const server = await startMailServer();
      values.SMTP_URL = server.url;
      const params = { invitationId: invitation.id };
      const { json } = await call(resend, { method: "POST", token: organization.apiKey, params });
      expect(json).toMatchObject({ emailed: true, link: null });
      expect(server.received).toMatchObject([{ to: [email] }]);
      await server.close();
    },
  );
});

describe("an account whose address nobody has proven", () => {
  const values = env();
  afterEach(() => void Reflect.deleteProperty(values, "SMTP_URL"));
  const userOf = (email: string) => system().transaction((tx) => tx.user.findUniqueOrThrow({ where: { email } }));

  /** The link as the mailbox gets it. */
  async function mailed(email: string) {
    const server = await startMailServer();
    values.SMTP_URL = server.url;
    const { organization } = await invited("admin", email);
    const [, token = ""] = /\/invite\/([A-Za-z0-9_-]+)/.exec(server.received[0]?.text ?? "") ?? [];
    await server.close();
    Reflect.deleteProperty(values, "SMTP_URL");
    return { organization, token };
  }

  /** An admin opens the link that they were shown, and makes the account of an address that is not theirs. */
  async function squatted() {
    const { email, token, organization } = await invited();
    await joinAsNewUser(token, newcomer, request);
    return { email, organization, user: await userOf(email) };
  }

  it("is what a shown link makes, and a mailed one does not", async () => {
    const { user } = await squatted();
    expect(user.emailVerifiedAt).toBeNull();
    const email = someAddress();
    const { token } = await mailed(email);
    await joinAsNewUser(token, newcomer, request);
    expect((await userOf(email)).emailVerifiedAt).toEqual(expect.any(Date));
  });

  it("joins no second organization by a link that was shown", async () => {
    const { email, user } = await squatted();
    const second = await invited("admin", email);
    await expect(joinWithAccount(second.token, user.id, request)).rejects.toMatchObject({
      code: "forbidden",
      detail: expect.stringMatching(/Confirm the address/),
    });
    await expect(joinAsNewUser(second.token, newcomer, request)).rejects.toMatchObject({ code: "already_member" });
    expect(await membership(second.organization.id, email)).toBeNull();
  });

  it("joins one of two organizations that it is let into at once", async () => {
    const { email, token } = await invited();
    const user = await createUser({ email, emailVerified: false });
    const second = await invited("viewer", email);
    const answers = await Promise.allSettled(
      [token, second.token].map((each) => joinWithAccount(each, user.id, request)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await system().transaction((tx) => tx.membership.count({ where: { userId: user.id } }))).toBe(1);
  });

  it("joins a second organization by a mailed link, which proves the address", async () => {
    const { email, user } = await squatted();
    const second = await mailed(email);
    await joinWithAccount(second.token, user.id, request);
    expect(await membership(second.organization.id, email)).toMatchObject({ role: "admin" });
    expect((await userOf(email)).emailVerifiedAt).toEqual(expect.any(Date));
  });

  it("is taken over by who holds a mailed link: the password, sessions and tokens of before are worth nothing", async () => {
    const { email, user, organization } = await squatted();
    const pat = await createPersonalAccessToken(user.id);
    const cookie = await sessionCookie(user.id);
    const second = await mailed(email);
    expect(await findInvitation(second.token)).toMatchObject({ hasAccount: true, mayTakeOver: true });
    const owner = { name: "Noor Haddad", password: "seven geese above the estuary" };
    await joinAsNewUser(second.token, owner, request);
    for (const { id } of [organization, second.organization]) {
      const headers = { Cookie: cookie };
      expect((await call(myScopes, { token: pat, organizationId: id })).status).toBe(401);
      expect((await call(myScopes, { headers, organizationId: id })).status).toBe(401);
    }
    expect((await signInByPassword({ email, password: newcomer.password })).error).toBe("CredentialsSignin");
    expect((await signInByPassword({ email, password: owner.password })).error).toBeNull();
    expect(await userOf(email)).toMatchObject({ id: user.id, name: "Noor Haddad", emailVerifiedAt: expect.any(Date) });
  });

  it("once proven, is taken over by no link", async () => {
    const { admin } = await newOrganization();
    for (const { token } of [await invited("viewer", admin.email), await mailed(admin.email)]) {
      expect(await findInvitation(token)).toMatchObject({ mayTakeOver: false });
      await expect(joinAsNewUser(token, newcomer, request)).rejects.toMatchObject({ code: "already_member" });
    }
    expect((await signInByPassword(admin)).error).toBeNull();
  });
});

describe("open invitations", () => {
  it("are listed without their links, to members:read, and never to another organization", async () => {
    const { organization, invitation } = await invited();
    const { json } = await call(GET, { token: organization.viewerApiKey });
    const { link, emailed, ...listed } = invitation;
    expect(InvitationPage.parse(json).data).toEqual([listed]);
    expect(JSON.stringify(json)).not.toContain(tokenOf(link));
    const params = { invitationId: invitation.id };
    expect((await call(getOne, { token: organization.viewerApiKey, params })).json).toEqual(listed);
    const { apiKey } = await newOrganization();
    expect((await call(GET, { token: apiKey })).json.data).toEqual([]);
    expect((await call(getOne, { token: apiKey, params })).status).toBe(404);
    expect((await call(GET, { token: await organization.keyWith("audit:read") })).status).toBe(403);
  });

  it("when revoked, do not let in any more", async () => {
    const { organization, invitation, token } = await invited();
    expect((await revoke(organization.viewerApiKey, invitation.id)).status).toBe(403);
    expect((await revoke((await newOrganization()).apiKey, invitation.id)).status).toBe(404);
    expect(await findInvitation(token)).toBeDefined();
    expect((await revoke(organization.apiKey, invitation.id)).status).toBe(204);
    expect(await findInvitation(token)).toBeUndefined();
    expect((await revoke(organization.apiKey, invitation.id)).status).toBe(404);
    expect(await auditOf(organization.id, "member.invitation_revoked")).toHaveLength(1);
  });

  it("when resent, have a new link in place of the one before", async () => {
    const { organization, invitation, token } = await invited();
    const params = { invitationId: invitation.id };
    expect((await call(resend, { method: "POST", token: organization.viewerApiKey, params })).status).toBe(403);
    expect((await call(resend, { method: "POST", token: (await newOrganization()).apiKey, params })).status).toBe(404);
    const { status, json } = await call(resend, { method: "POST", token: organization.apiKey, params });
    expect(status).toBe(200);
    expect(await findInvitation(token)).toBeUndefined();
    expect(await findInvitation(tokenOf(json.link))).toMatchObject({ id: invitation.id });
  });
});

describe("who may invite no more", () => {
  const asAdmin = { role: "admin" };

  it.each(["removed", "made a viewer"])("and is %s takes their open invitations along, no others", async (fate) => {
    const { id, apiKey, admin } = await newOrganization();
    const leaving = await createUser();
    await addMember(id, leaving.id, "admin");
    const inviteAs = async (caller: { session: string } | { token: string }) => {
      const { json } = await call(invite, {
        ...caller,
        organizationId: id,
        body: { ...asAdmin, email: someAddress() },
      });
      return json as SentInvitation;
    };
    const theirs = [
      await inviteAs({ session: leaving.id }),
      await inviteAs({ token: await createPersonalAccessToken(leaving.id) }),
    ];
    const others = [await inviteAs({ session: admin.id }), await inviteAs({ token: apiKey })];
    const params = { userId: leaving.id };
    if (fate === "removed") await call(removeMember, { method: "DELETE", token: apiKey, params });
    else await call(updateMember, { token: apiKey, params, body: { role: "viewer" } });
    for (const { link } of theirs) {
      expect(await findInvitation(tokenOf(link))).toBeUndefined();
      await expect(joinAsNewUser(tokenOf(link), newcomer, request)).rejects.toMatchObject({ code: "not_found" });
    }
    for (const { link } of others) expect(await findInvitation(tokenOf(link))).toBeDefined();
    const revoked = (await auditOf(id, "member.invitation_revoked")).map(({ targetId }) => targetId);
    expect(revoked.sort()).toEqual(theirs.map((each) => each.id).sort());
  });

  it("as a deleted key takes its open invitations along", async () => {
    const { id, apiKey, keyWith } = await newOrganization();
    const token = await keyWith(...scopes);
    const { json } = await call(invite, { token, body: { ...asAdmin, email: someAddress() } });
    const params = { keyId: parseToken(token)?.id ?? "" };
    expect((await call(deleteKey, { method: "DELETE", token: apiKey, params })).status).toBe(204);
    expect(await findInvitation(tokenOf(json.link))).toBeUndefined();
    expect(await auditOf(id, "member.invitation_revoked")).toMatchObject([{ targetId: json.id }]);
  });
});

describe("accepting", () => {
  it("makes an account and a membership, once, and tells the audit trail who, from where", async () => {
    const { organization, email, token } = await invited("admin");
    expect(await joinAsNewUser(token, newcomer, request)).toEqual({ slug: organization.slug, email });
    expect(await membership(organization.id, email)).toMatchObject({ role: "admin" });
    expect(await auditOf(organization.id, "member.joined")).toMatchObject([
      { actorKind: "user", credential: "invitation", ...request, after: { email, role: "admin" } },
    ]);
    await expect(joinAsNewUser(token, newcomer, request)).rejects.toMatchObject({ code: "not_found" });
  });

  it("twice at once lets in once", async () => {
    const { organization, email, token } = await invited();
    const both = await Promise.allSettled([1, 2].map(() => joinAsNewUser(token, newcomer, request)));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await system().transaction((tx) => tx.user.count({ where: { email } }))).toBe(1);
    expect(await membership(organization.id, email)).not.toBeNull();
  });

  it("refuses a password that is easily guessed, and leaves the invitation open", async () => {
    const { token } = await invited();
    for (const password of ["short", "password1234", "kim larsen"]) {
      await expect(joinAsNewUser(token, { ...newcomer, password }, request)).rejects.toMatchObject({
        code: "validation_failed",
      });
    }
    expect(await findInvitation(token)).toBeDefined();
  });

  it("with an account adds the organization to it, for the invited address only", async () => {
    const user = await createUser();
    const stranger = await createUser();
    const { organization, token } = await invited("viewer", user.email);
    expect(await findInvitation(token)).toMatchObject({ hasAccount: true });
    await expect(joinWithAccount(token, stranger.id, request)).rejects.toMatchObject({ code: "forbidden" });
    await expect(joinAsNewUser(token, newcomer, request)).rejects.toMatchObject({ code: "already_member" });
    expect(await joinWithAccount(token, user.id, request)).toEqual({ slug: organization.slug, email: user.email });
    expect(await membership(organization.id, user.email)).toMatchObject({ role: "viewer" });
  });

  it("keeps the role of who became a member otherwise", async () => {
    const user = await createUser();
    const { organization, token } = await invited("viewer", user.email);
    await addMember(organization.id, user.id, "admin");
    await joinWithAccount(token, user.id, request);
    expect(await membership(organization.id, user.email)).toMatchObject({ role: "admin" });
  });

  it("is over after seven days", async () => {
    const { invitation, token } = await invited();
    await system().transaction((tx) =>
      tx.invitation.update({ where: { id: invitation.id }, data: { expiresAt: new Date() } }),
    );
    await expect(joinAsNewUser(token, newcomer, request)).rejects.toMatchObject({ code: "not_found" });
  });
});
