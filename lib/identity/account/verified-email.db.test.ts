import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { joinAsNewUser, joinWithAccount } from "@/lib/identity/invitations/accept-invitation";
import { newLink } from "@/lib/identity/invitations/new-link";
import { system } from "@/lib/platform/db/system";
import { createUser } from "@/prisma/factories";
import { newOrganization } from "@/test/support/organization";

const migration = readFileSync("prisma/migrations/20261127070000_verified_email/migration.sql", "utf8");
const [, backfill = ""] = /SET ROLE trunkline_system;\n(.*);\nRESET ROLE;/s.exec(migration) ?? [];
const request = { address: "203.0.113.7", requestId: "accept-1" };

async function invitationOf(email: string): Promise<string> {
  const { id: organizationId } = await newOrganization();
  const { link, kept } = newLink();
  await system().transaction((tx) =>
    tx.invitation.create({ data: { ...kept, organizationId, email, role: "viewer" } }),
  );
  return link.split("/invite/")[1] ?? "";
}

describe("accounts of before the address was proven", () => {
  it("count as proven when the operator made them, and not when an invitation did", async () => {
    const operators = await createUser();
    const invited = `guest-${operators.id}@example.com`;
    await system().transaction((tx) =>
      tx.user.update({ where: { id: operators.id }, data: { createdAt: new Date("2026-11-24") } }),
    );
    await joinWithAccount(await invitationOf(operators.email), operators.id, request);
    await joinAsNewUser(await invitationOf(invited), { name: "Kim", password: "quiet harbour at noon" }, request);
    const proven = await system().transaction(async (tx) => {
      await tx.user.updateMany({ data: { emailVerifiedAt: null } });
      await tx.$executeRawUnsafe(backfill);
      const rows = await tx.user.findMany({ where: { email: { in: [operators.email, invited] } } });
      return new Map(rows.map(({ email, emailVerifiedAt }) => [email, emailVerifiedAt !== null]));
    });
    expect(proven).toEqual(
      new Map([
        [operators.email, true],
        [invited, false],
      ]),
    );
  });
});
