import type { Purchase } from "@/lib/generated/prisma/client";

/* References on numbers and trunks at the carrier: `trunkline:<installation>:<purchase or organization>`. */

type Ordered = Pick<Purchase, "id" | "installationId">;

/** Purchases older than installation ids have a reference without one. */
export function purchaseReference({ id, installationId }: Ordered): string {
  return installationId === null ? `trunkline:${id}` : `trunkline:${installationId}:${id}`;
}

export function trunkReference(installationId: string | null, organizationId: string): string {
  return purchaseReference({ id: organizationId, installationId });
}

export type Tag = { installationId: string | null; id: string };

export function parseReference(reference: string | null): Tag | undefined {
  const tag = /^trunkline:(?:([0-9a-f]{16}):)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(reference ?? "");
  return tag?.[2] === undefined ? undefined : { installationId: tag[1] ?? null, id: tag[2] };
}

/** In a copied database, the original installation continues its own purchases. */
export function isOfInstallation(
  { installationId }: Pick<Purchase, "installationId">,
  current: string | null,
): boolean {
  return installationId === null || installationId === current;
}

export function isReferenceOf(reference: string | null, purchase: Ordered, current: string | null): boolean {
  return isOfInstallation(purchase, current) && reference === purchaseReference(purchase);
}
