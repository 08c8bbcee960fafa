import type { ComponentProps } from "react";
import { PhoneNumber } from "@/components/phone-numbers/phone-number";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

type RemoveLostDialogProps = Pick<
  ComponentProps<typeof ConfirmDialog>,
  "open" | "onOpenChange" | "onCloseAutoFocus" | "working" | "error" | "onConfirm"
> & { phoneNumber: string };

/** For a number that the carrier no longer has. Asks for no typed confirmation, because nothing is left to lose. */
export function RemoveLostDialog({ phoneNumber, ...dialog }: RemoveLostDialogProps) {
  return (
    <ConfirmDialog
      {...dialog}
      title={
        <>
          Remove <PhoneNumber value={phoneNumber} className="ml-1 text-lg" />
        </>
      }
      confirm="Remove number"
      confirming="Removing…"
    >
      This removes the number from your directory for good. Your carrier no longer has it, so nothing changes there and
      you are not charged.
    </ConfirmDialog>
  );
}
