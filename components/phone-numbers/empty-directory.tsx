"use client";

import type { ReactNode } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { EmptyState } from "@/components/ui/empty-state";

/** Teaches what a number does, and leads to the first one. */
export function EmptyDirectory({ purchase }: { purchase: ReactNode }) {
  const { canPurchase, name } = useOrganization();
  return (
    <EmptyState title="No phone numbers yet" action={canPurchase && purchase}>
      A number is a line that people can call: your inbound agent answers it, and your outbound agent calls from it.
      {!canPurchase && ` An admin of ${name} can purchase the first one.`}
    </EmptyState>
  );
}
