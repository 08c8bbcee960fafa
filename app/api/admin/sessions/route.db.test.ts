import { describe, expect, it } from "vitest";
import { DELETE as endSession } from "@/app/api/admin/sessions/[sessionId]/route";
import { DELETE as endAllSessions, GET as listSessions } from "@/app/api/admin/sessions/route";
import { GET as listPhoneNumbers } from "@/app/api/core/phone-numbers/route";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { call, sessionCookie } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";

/** One person in several browsers. */
async function browsers(count: number) {
  const organization = await newOrganization();
  const cookies = await Promise.all(Array.from({ length: count }, () => sessionCookie(organization.admin.id)));
  const from = (index: number) => ({
    organizationId: organization.id,
    headers: { Cookie: cookies[index] ?? "", "Sec-Fetch-Site": "same-origin" },
  });
  const works = async (index: number) => (await call(listPhoneNumbers, from(index))).status === 200;
  return { organization, from, works };
}

const move = (userId: string, column: "seen_at" | "expires_at", back: string) =>
  system().transaction((tx) =>
    column === "seen_at"
      ? tx.$executeRaw`UPDATE user_session SET seen_at = seen_at - ${back}::interval WHERE user_id = ${userId}::uuid`
      : tx.$executeRaw`UPDATE user_session SET expires_at = now() WHERE user_id = ${userId}::uuid`,
  );

describe("sessions", () => {
  it("are listed to their person, with the one that asks marked", async () => {
    const { from } = await browsers(2);
    const { json } = await call(listSessions, from(1));
    expect(json.data).toHaveLength(2);
    expect(json.data.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
  });

  it("are closed to keys, and to another person of the organization", async () => {
    const { organization, from } = await browsers(1);
    expect((await call(listSessions, { token: organization.apiKey })).status).toBe(403);
    const { json } = await call(listSessions, from(0));
    const theirs = { session: organization.viewer.id, organizationId: organization.id };
    const answer = await call(endSession, { ...theirs, method: "DELETE", params: { sessionId: json.data[0].id } });
    expect(answer.status).toBe(404);
    expect((await call(listSessions, from(0))).status).toBe(200);
  });

  it("can be ended one by one: the next request is 401", async () => {
    const { from, works } = await browsers(2);
    const { json } = await call(listSessions, from(0));
    const other = json.data.find(({ current }: { current: boolean }) => !current);
    const answer = await call(endSession, { ...from(0), method: "DELETE", params: { sessionId: other.id } });
    expect(answer.status).toBe(204);
    expect([await works(0), await works(1)]).toEqual([true, false]);
  });

  it("end everywhere at once, here too, and the trail says so", async () => {
    const { organization, from, works } = await browsers(3);
    expect((await call(endAllSessions, { ...from(2), method: "DELETE" })).status).toBe(204);
    expect([await works(0), await works(1), await works(2)]).toEqual([false, false, false]);
    const where = { organizationId: organization.id, action: "account.signed_out_everywhere" };
    expect(await system().transaction((tx) => tx.auditEvent.count({ where }))).toBe(1);
  });

  it("end when they were not used for the idle time, and live on when they were", async () => {
    const { organization, works } = await browsers(1);
    await move(organization.admin.id, "seen_at", `${env().SESSION_IDLE_MINUTES - 1} minutes`);
    expect(await works(0)).toBe(true);
    await move(organization.admin.id, "seen_at", `${env().SESSION_IDLE_MINUTES - 1} minutes`);
    expect(await works(0)).toBe(true);
    await move(organization.admin.id, "seen_at", `${env().SESSION_IDLE_MINUTES} minutes`);
    expect(await works(0)).toBe(false);
  });

  it("end at their last hour, however busy they are", async () => {
    const { organization, works } = await browsers(1);
    await move(organization.admin.id, "expires_at", "");
    expect(await works(0)).toBe(false);
  });

  it("of a person who was removed open nothing in that organization", async () => {
    const { organization, works } = await browsers(1);
    await system().transaction((tx) => tx.membership.deleteMany({ where: { userId: organization.admin.id } }));
    expect(await works(0)).toBe(false);
  });
});
