"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function EmptyDirectory({ purchase }: { purchase: ReactNode }) {
  const { canPurchase, canImport, name, slug } = useOrganization();
  const actions = (
    <span className="flex flex-wrap justify-center gap-2">
      {canImport && (
        <Button variant="outline" asChild>
          <Link href={`/${slug}/phone-numbers/import`} prefetch={false}>
            Import
          </Link>
        </Button>
      )}
      {canPurchase && purchase}
    </span>
  );
  return (
    <EmptyState title="No phone numbers yet" action={(canPurchase || canImport) && actions}>
      Buy a number so people can reach your agents, and your agents can call out.
      {!canPurchase && ` An admin of ${name} can purchase the first one.`}
    </EmptyState>
  );
}
