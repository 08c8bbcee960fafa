"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { organizationKeys } from "@/components/organizations/queries";
import { removePhoneNumber, replacePhoneNumbers } from "@/components/phone-numbers/cache";
import { phoneNumberPath } from "@/components/phone-numbers/queries";
import { useRestoreNumber } from "@/components/phone-numbers/use-restore-number";
import { callApi } from "@/lib/api-client/api-client";
import { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

/** Releases the number: out of service at once, or gone at once when it was never bought here. */
export function useReleaseNumber(phoneNumber: string, onReleased: () => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const { restore } = useRestoreNumber(phoneNumber);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () =>
      callApi(phoneNumberPath(phoneNumber), {
        organizationId,
        method: "DELETE",
        response: PhoneNumberRecord.optional(),
      }),
    onSuccess: (record) => {
      onReleased();
      const id = `release ${phoneNumber}`;
      if (record) {
        replacePhoneNumbers(client, organizationId, [record]);
        toast.success(`${phoneNumber} is out of service`, {
          id,
          description: "It goes back to the carrier when its undo window ends.",
          action: { label: "Undo", onClick: restore },
        });
      } else {
        removePhoneNumber(client, organizationId, phoneNumber);
        void client.invalidateQueries({ queryKey: organizationKeys.detail(organizationId) });
        toast.success(`${phoneNumber} has left your directory`, { id });
      }
    },
  });
  return { release: () => mutate(), releasing: isPending, error: error?.message, forgetError: reset };
}
