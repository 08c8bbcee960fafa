import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { newOrganization } from "@/test/support/organization";
import { getManagedAccount } from "./get-managed-account";

it("the shared account that a new installation has not written yet is soon there, and never said to be missing", async () => {
  const { ctx } = await newOrganization();
  const { id } = await getManagedAccount(ctx, "default");
  const setDefault = (isDefault: boolean) =>
    system().transaction((tx) => tx.managedAccount.update({ where: { id }, data: { isDefault } }));
  await setDefault(false);
  await expect(getManagedAccount(ctx, "default")).rejects.toMatchObject({ code: "temporarily_unavailable" });
  await setDefault(true);
  expect((await getManagedAccount(ctx, "default")).id).toBe(id);
  await expect(getManagedAccount(ctx, randomUUID())).rejects.toMatchObject({ code: "not_found" });
});
