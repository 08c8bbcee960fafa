"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { organizationKeys } from "@/components/organizations/queries";
import { removePhoneNumber, replacePhoneNumbers } from "@/components/phone-numbers/cache";
import { phoneNumberPath } from "@/components/phone-numbers/queries";
import { useRestoreNumber } from "@/components/phone-numbers/use-restore-number";
import { dayOf, readersZone } from "@/components/ui/time-text";
import { callApi } from "@/lib/api-client/api-client";
import { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

/** Takes a bought number out of service at once, and removes a customer-owned one at once. */
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
        toast.success(releaseTitle(record), {
          id,
          description: "You can undo this until then.",
          action: { label: "Undo", onClick: restore },
        });
      } else {
        removePhoneNumber(client, organizationId, phoneNumber);
        void client.invalidateQueries({ queryKey: organizationKeys.detail(organizationId) });
        toast.success(`${phoneNumber} removed`, { id });
      }
    },
  });
  return { release: () => mutate(), releasing: isPending, error: error?.message, forgetError: reset };
}

function releaseTitle({ phone_number, release_at }: PhoneNumberRecord): string {
  if (release_at === null) return `${phone_number} is being released`;
  return `${phone_number} will be released on ${dayOf(new Date(release_at), readersZone)}`;
}
