"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { callApi } from "@/lib/http/api-client";
import { PhoneNumberRecord } from "@/lib/phone-numbers/schemas";
import { replacePhoneNumbers } from "./cache";
import { phoneNumberPath } from "./queries";

/** Puts a number that is being released back into service. */
export function useRestoreNumber(phoneNumber: string) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      callApi(`${phoneNumberPath(phoneNumber)}/restore`, {
        organizationId,
        method: "POST",
        response: PhoneNumberRecord,
      }),
    onSuccess: (record) => {
      replacePhoneNumbers(client, organizationId, [record]);
      toast.success(`${phoneNumber} is back in service`, {
        id: `release ${phoneNumber}`,
        description: "Its agents were cleared when it was released: assign them again.",
      });
    },
    onError: (error) =>
      toast.error(`${phoneNumber} is still being released`, {
        id: `release ${phoneNumber}`,
        description: error.message,
      }),
  });
  return { restore: () => mutate(), restoring: isPending };
}
