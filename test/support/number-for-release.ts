import type { PhoneNumber } from "@/lib/generated/prisma/client";
import { purchaseNumber } from "@/lib/numbers/purchase/purchase-number";
import { system } from "@/lib/platform/db/system";
import { freshNumber } from "./fresh-number";
import { newOrganization } from "./organization";

/** A new organization with one number, bought through the full workflow. */
export async function numberForRelease() {
  const organization = await newOrganization();
  const outcome = await purchaseNumber(organization.ctx, "default", { phone_number: freshNumber() }, null);
  if (outcome.status !== "completed") throw new Error("the number was not bought");
  const { id, phone_number: phoneNumber } = outcome.number;
  const row = await system().transaction((tx) => tx.phoneNumber.findUniqueOrThrow({ where: { id } }));
  return { organization, row, phoneNumber, params: { phoneNumber } };
}

export function findNumber(id: string): Promise<PhoneNumber | null> {
  return system().transaction((tx) => tx.phoneNumber.findUnique({ where: { id } }));
}

export async function numbersUsed(organizationId: string): Promise<number> {
  const where = { id: organizationId };
  return (await system().transaction((tx) => tx.organization.findUniqueOrThrow({ where }))).phoneNumbersUsed;
}

/** The audit events of one number, oldest first. */
export async function actionsOn(targetId: string): Promise<string[]> {
  const events = await system().transaction((tx) =>
    tx.auditEvent.findMany({ where: { targetId }, orderBy: { createdAt: "asc" } }),
  );
  return events.map(({ action }) => action);
}
