"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { useArrivals } from "@/components/phone-numbers/arrivals";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { usePurchases } from "./purchases-provider";
import { purchaseKeys } from "./queries";
import { SearchForm } from "./search-form";
import { SearchResults } from "./search-results";
import { usePurchaseUrl } from "./use-purchase-url";

/** The dialog of this page's URL. What is bought under it settles in the directory once it is closed. */
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
        onCloseAutoFocus={focusAnOpener}
        onInteractOutside={(event) => isToast(event.target) && event.preventDefault()}
      >
        <div className="px-4 pt-5 pb-3.5 sm:px-5">
          <DialogTitle className="pr-9 font-semibold text-lg tracking-[-0.012em]">Purchase a number</DialogTitle>
          <DialogDescription className="mt-0.5 text-muted-foreground">
            {criteria.numberType === "local" ? "US local" : "US toll-free"} numbers with voice. One click buys it and adds
            it to your directory.
          </DialogDescription>
        </div>
        <SearchForm key={`${criteria.numberType} ${criteria.areaCode}`} field={field} criteria={criteria} onSearch={search} />
        <SearchResults criteria={criteria} onSearch={search} />
      </DialogContent>
    </Dialog>
  );
}

/** Focus returns to whatever opened the dialog, or to a button that could have: the empty state's is gone by then. */
function focusAnOpener(event: Event) {
  if (document.activeElement && document.activeElement !== document.body) return;
  const opener = document.querySelector<HTMLElement>("[data-opens-purchase]");
  if (!opener) return;
  event.preventDefault();
  opener.focus();
}

function isToast(target: EventTarget | null) {
  return target instanceof Element && target.closest("[data-sonner-toaster]") !== null;
}
