"use client";

import { useOrganization } from "@/components/organizations/organization-context";
import { PendingPurchaseRow } from "./pending-purchase-row";
import { type PendingPurchase, usePendingPurchases } from "./pending-purchases";

/** Stands where the numbers will, until the carrier has answered. */
export function PendingPurchasesList({ known }: { known: PendingPurchase[] }) {
  const { id } = useOrganization();
  const pending = usePendingPurchases(id, known);
  if (pending.length === 0) return null;
  return (
    <ul aria-label="Purchases under way" className="mb-3 overflow-hidden rounded-card border bg-surface">
      {pending.map((purchase) => (
        <PendingPurchaseRow key={purchase.id} purchase={purchase} />
      ))}
    </ul>
  );
}
