import type { Purchase } from "@/lib/generated/prisma/client";

/* What is written on numbers and trunks at the carrier: `trunkline:<installation>:<purchase or organization>`. */

type Ordered = Pick<Purchase, "id" | "installationId">;

/** On the number of this purchase. Purchases older than installation ids wrote theirs without one. */
export function purchaseReference({ id, installationId }: Ordered): string {
  return installationId === null ? `trunkline:${id}` : `trunkline:${installationId}:${id}`;
}

/** On the organization's trunk. */
export function trunkReference(installationId: string | null, organizationId: string): string {
  return purchaseReference({ id: organizationId, installationId });
}

export type Tag = { installationId: string | null; id: string };

/** The parts of a reference that some installation of Trunkline wrote. */
export function parseReference(reference: string | null): Tag | undefined {
  const tag = /^trunkline:(?:([0-9a-f]{16}):)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(reference ?? "");
  return tag?.[2] === undefined ? undefined : { installationId: tag[1] ?? null, id: tag[2] };
}

/**
 * Whether the purchase is this installation's business. One that another installation ordered is in the database of
 * which this one is a copy, and goes on there.
 */
export function isOfInstallation(
  { installationId }: Pick<Purchase, "installationId">,
  current: string | null,
): boolean {
  return installationId === null || installationId === current;
}

/** Whether what is written on a number is what this installation's purchase wrote. */
export function isReferenceOf(reference: string | null, purchase: Ordered, current: string | null): boolean {
  return isOfInstallation(purchase, current) && reference === purchaseReference(purchase);
}
