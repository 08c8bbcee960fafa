"use client";

import { useNumber } from "@/components/assignment/use-number";
import { useOrganization } from "@/components/organizations/organization-context";
import { focusNumber } from "@/components/phone-numbers/open-number";
import { PhoneNumber } from "@/components/phone-numbers/phone-number";
import { useNumberUrl } from "@/components/phone-numbers/use-number-url";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Consequences } from "./consequences";
import { RemoveLostDialog } from "./remove-lost-dialog";
import { useReleaseNumber } from "./use-release-number";

/** Confirms a release: `?number=…&release=true`. Cancel leads back to the number. */
export function ReleaseDialog({ undoDays }: { undoDays: number }) {
  const { number, step } = useNumberUrl();
  const { canManageNumbers } = useOrganization();
  if (number === null || step !== "release" || !canManageNumbers) return null;
  return <ReleaseOf key={number} phoneNumber={number} undoDays={undoDays} />;
}

function ReleaseOf({ phoneNumber, undoDays }: { phoneNumber: string; undoDays: number }) {
  const { close, backToNumber } = useNumberUrl();
  const { data: record } = useNumber(phoneNumber);
  const { release, releasing, error } = useReleaseNumber(phoneNumber, close);
  if (!record) return null;
  const leaves = record.managed_account_id === null;
  const dialog = {
    open: true,
    onOpenChange: (open: boolean) => !open && !releasing && backToNumber(),
    onCloseAutoFocus: (event: Event) => focusNumber(phoneNumber) && event.preventDefault(),
    working: releasing,
    error: error && `${error} Nothing was changed.`,
    onConfirm: release,
  };
  if (record.status === "lost_at_carrier") return <RemoveLostDialog phoneNumber={phoneNumber} {...dialog} />;
  return (
    <ConfirmDialog
      {...dialog}
      title={
        <>
          {leaves ? "Remove" : "Release"} <PhoneNumber value={phoneNumber} className="ml-1 text-lg" />
        </>
      }
      typed={phoneNumber}
      confirm={leaves ? "Remove number" : "Release number"}
      confirming={leaves ? "Removing…" : "Releasing…"}
    >
      <Consequences record={record} undoDays={undoDays} />
    </ConfirmDialog>
  );
}
