"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { useArrivals } from "@/components/phone-numbers/arrivals";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { PurchaseSearch } from "./purchase-search";
import { usePurchases } from "./purchases-provider";
import { purchaseKeys } from "./queries";
import { usePurchaseUrl } from "./use-purchase-url";

/** Opens from the URL. Purchased numbers settle in the directory after it closes. */
export function PurchaseDialog() {
  const { id: organizationId, canPurchase } = useOrganization();
  const { open, criteria, closeDialog, search } = usePurchaseUrl();
  const { clear } = usePurchases();
  const { lights, settle } = useArrivals();
  const client = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const wasOpen = useRef(false);

  useEffect(() => {
    if (!open && lights.size > 0) settle();
  }, [open, lights, settle]);
  useEffect(() => {
    if (wasOpen.current && !open) {
      clear();
      client.removeQueries({ queryKey: purchaseKeys.searches(organizationId) });
    }
    wasOpen.current = open;
  });

  if (!canPurchase) return null;
  return (
    <Dialog open={open} onOpenChange={(opens) => !opens && closeDialog()}>
      <DialogContent
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          field.current?.focus();
        }}
        onCloseAutoFocus={focusTheOpener}
        onInteractOutside={(event) => isToast(event.target) && event.preventDefault()}
      >
        <PurchaseSearch field={field} criteria={criteria} onSearch={search} />
      </DialogContent>
    </Dialog>
  );
}

/**
 * Explicit, because the empty state's button is gone after the first purchase, and after a reload no button opened the
 * dialog.
 */
function focusTheOpener(event: Event) {
  const opener = document.querySelector<HTMLElement>("[data-opens-purchase]");
  if (!opener) return;
  event.preventDefault();
  opener.focus();
}

function isToast(target: EventTarget | null) {
  return target instanceof Element && target.closest("[data-sonner-toaster]") !== null;
}
