import { describe, expect, it } from "vitest";
import { deleteApiKey } from "@/lib/identity/api-keys/delete-api-key";
import { removeMember } from "@/lib/identity/members/remove-member";
import { updateMember } from "@/lib/identity/members/update-member";
import { endOneSession } from "@/lib/identity/sessions/end-sessions";
import { tenant } from "@/lib/platform/db/tenant";
import { addMember, createUser } from "@/prisma/factories";
import { sessionCookie } from "@/test/support/api";
import { asOwner } from "@/test/support/as-owner";
import { contextOf, newOrganization } from "@/test/support/organization";
import type { Context } from "./actor";
import { authenticate } from "./authentication/authenticate";

type Organization = Awaited<ReturnType<typeof newOrganization>>;

const asked = (headers: Record<string, string>) => authenticate(new Request("http://localhost/", { headers }), "test");

/** Who writes, and how their right to it is taken away. */
const revocations: Record<string, (organization: Organization) => Promise<[Context, () => Promise<unknown>]>> = {
  "the deletion of a key": async ({ ctx, apiKey }) => {
    const writer = await asked({ Authorization: `Bearer ${apiKey}` });
    return [writer, () => deleteApiKey(ctx, writer.actor.id ?? "")];
  },
  "the end of a session": async (organization) => {
    const { writer, userId } = await colleague(organization);
    const { actor } = writer;
    const sessionId = actor.kind === "user" ? (actor.sessionId ?? "") : "";
    return [writer, () => endOneSession(contextOf(organization.id, userId), sessionId)];
  },
  "the removal of a member": async (organization) => {
    const { writer, userId } = await colleague(organization);
    return [writer, () => removeMember(organization.ctx, userId, { delete_api_keys: false })];
  },
  "the demotion of an admin": async (organization) => {
    const { writer, userId } = await colleague(organization);
    return [writer, () => updateMember(organization.ctx, userId, { role: "viewer" }, null)];
  },
};

async function colleague({ id }: Organization) {
  const { id: userId } = await createUser();
  await addMember(id, userId, "admin");
  return { userId, writer: await asked({ Cookie: await sessionCookie(userId), "X-Anyreach-Org": id }) };
}

const someoneWaits = async () => {
  const [row] = await asOwner<{ waits: boolean }>(
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS waits",
  );
  return row?.waits;
};

describe.each(Object.entries(revocations))("%s", (_, prepare) => {
  it("waits for a write that began before it, and refuses the next", async () => {
    const organization = await newOrganization();
    const [writer, revoke] = await prepare(organization);
    let finish = (): void => {};
    const halfway = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let revoked = false;
    const order: string[] = [];
    let revoking: Promise<unknown> | undefined;
    const writing = tenant(writer).transaction(async (tx) => {
      await tx.agent.count();
      revoking = revoke().finally(() => {
        revoked = true;
        order.push("revoked");
      });
      await halfway;
      order.push("written");
    });
    await expect.poll(async () => revoked || (await someoneWaits())).toBe(true);
    finish();
    await writing;
    await revoking;
    expect(order).toEqual(["written", "revoked"]);
    await expect(tenant(writer).transaction((tx) => tx.agent.count())).rejects.toMatchObject({ name: "AppError" });
  });
});
