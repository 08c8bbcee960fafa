"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { callApi } from "@/lib/api-client/api-client";
import { RestoredPhoneNumber } from "@/lib/numbers/release/schemas";
import { replacePhoneNumbers } from "./cache";
import { phoneNumberPath } from "./queries";
import { restoredInWords } from "./restored-in-words";

export function useRestoreNumber(phoneNumber: string) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  // Not the id of the toast whose Undo was clicked, which is closing and would take this one with it.
  const id = `restore ${phoneNumber}`;
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      callApi(`${phoneNumberPath(phoneNumber)}/restore`, {
        organizationId,
        method: "POST",
        response: RestoredPhoneNumber,
      }),
    onSuccess: ({ warnings, ...record }) => {
      replacePhoneNumbers(client, organizationId, [record]);
      toast.dismiss(`release ${phoneNumber}`);
      toast.success(`${phoneNumber} is active again`, { id, description: restoredInWords(record, warnings) });
    },
    onError: (error) => toast.error(`Couldn't undo the release of ${phoneNumber}`, { id, description: error.message }),
  });
  return { restore: () => mutate(), restoring: isPending };
}
