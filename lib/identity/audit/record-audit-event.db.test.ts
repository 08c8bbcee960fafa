import { describe, expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { asOwner } from "@/test/support/as-owner";
import { newOrganization } from "@/test/support/organization";
import { recordAuditEvent } from "./record-audit-event";

async function recorded() {
  const organization = await newOrganization();
  const change = { action: "phone_number.restored", targetId: "n", before: { a: 1 }, after: { a: 2 } } as const;
  await system().transaction((tx) => recordAuditEvent(tx, organization.ctx, change));
  return organization;
}

const read = (organizationId: string) =>
  system().transaction((tx) => tx.auditEvent.findMany({ where: { organizationId } }));

describe("the audit trail", () => {
  it("keeps who, with what, from where, and what changed", async () => {
    const { id, admin, ctx } = await recorded();
    expect(await read(id)).toMatchObject([
      {
        action: "phone_number.restored",
        actorKind: "user",
        actorId: admin.id,
        userId: admin.id,
        credential: "session",
        address: "203.0.113.9",
        requestId: ctx.requestId,
        before: { a: 1 },
        after: { a: 2 },
      },
    ]);
  });

  it("names the person behind a personal access token beside the token", async () => {
    const { id, admin, ctx } = await newOrganization();
    const actor = { kind: "personal_access_token", id: "t", userId: admin.id } as const;
    await system().transaction((tx) =>
      recordAuditEvent(tx, { ...ctx, actor }, { action: "phone_number.restored", targetId: "n" }),
    );
    expect(await read(id)).toMatchObject([{ actorId: "t", userId: admin.id }]);
  });

  it.each([
    "UPDATE audit_event SET address = NULL",
    "UPDATE audit_event SET action = 'x' WHERE false",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event",
    "TRUNCATE organization CASCADE",
  ])("refuses the table's owner %s", async (sql) => {
    const { id } = await recorded();
    const before = await read(id);
    await expect(asOwner(sql)).rejects.toThrow("audit_event is append-only");
    expect(await read(id)).toEqual(before);
  });

  it("holds its organization: one with a history cannot be deleted", async () => {
    const { id } = await recorded();
    await expect(system().transaction((tx) => tx.organization.delete({ where: { id } }))).rejects.toThrow();
    expect(await read(id)).toHaveLength(1);
  });
});
