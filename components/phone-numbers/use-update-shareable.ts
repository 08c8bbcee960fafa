"use client";

import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { callApi } from "@/lib/api-client/api-client";
import { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { replacePhoneNumbers } from "./cache";
import { phoneNumberKeys, phoneNumberPath } from "./queries";

/**
 * The cache only holds server responses; the UI shows the last pending click. So a refusal rolls back by itself, and of
 * two quick clicks, which are sent in sequence, the first response changes nothing.
 */
export function useUpdateShareable(record: PhoneNumberRecord) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const mutationKey = phoneNumberKeys.shareable(organizationId, record.phone_number);

  const { mutate } = useMutation({
    mutationKey,
    scope: { id: mutationKey.join() },
    mutationFn: (shareable: boolean) =>
      callApi(phoneNumberPath(record.phone_number), {
        organizationId,
        method: "PATCH",
        body: { outbound_shareable: shareable },
        response: PhoneNumberRecord,
      }),
    onSuccess: (updated) => replacePhoneNumbers(client, organizationId, [updated]),
    onError: (error) =>
      toast.error(`Couldn't update sharing for ${record.phone_number}`, {
        id: mutationKey.join(),
        description: error.message,
      }),
  });
  const underWay = useMutationState({
    filters: { mutationKey, status: "pending" },
    select: (mutation) => mutation.state.variables === true,
  });
  return { shareable: underWay.at(-1) ?? record.outbound_shareable, setShareable: mutate };
}
