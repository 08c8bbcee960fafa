"use client";

import type { ReactNode } from "react";
import { useOrganization } from "@/components/organizations/organization-context";

/** Teaches what a number does, and leads to the first one. */
export function EmptyDirectory({ purchase }: { purchase: ReactNode }) {
  const { canPurchase, name } = useOrganization();
  return (
    <div className="rounded-card border bg-surface px-6 py-20 text-center">
      <h2 className="font-semibold text-lg tracking-[-0.012em]">No phone numbers yet</h2>
      <p className="mx-auto mt-1 max-w-[46ch] text-balance text-muted-foreground">
        A number is a line that people can call: your inbound agent answers it, and your outbound agent calls from it.
        {!canPurchase && ` An admin of ${name} can purchase the first one.`}
      </p>
      {canPurchase && <div className="mt-5">{purchase}</div>}
    </div>
  );
}
