"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { anything, searchNumbersQuery } from "./queries";
import { usePurchaseUrl } from "./use-purchase-url";

/** Hovering already starts the dialog's first search. */
export function PurchaseButton() {
  const { id: organizationId } = useOrganization();
  const { openDialog } = usePurchaseUrl();
  const client = useQueryClient();
  const searchAhead = () => void client.prefetchQuery(searchNumbersQuery(organizationId, anything));
  return (
    <Button data-opens-purchase onClick={openDialog} onPointerEnter={searchAhead}>
      Purchase
    </Button>
  );
}
