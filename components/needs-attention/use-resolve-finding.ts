"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { organizationKeys } from "@/components/organizations/queries";
import { phoneNumberKeys } from "@/components/phone-numbers/queries";
import { callApi } from "@/lib/api-client/api-client";
import { type FindingAction, FindingRecord } from "@/lib/numbers/findings/schemas";
import { actionWords } from "./action-words";
import { findingKeys } from "./queries";

/** Never optimistic: only the server knows what is resolved. `acting` is the pending action. */
export function useResolveFinding({ id, phone_number }: FindingRecord) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const phoneNumber = phone_number ?? "This";
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (action: FindingAction) =>
      callApi(`/admin/findings/${id}/resolve`, {
        organizationId,
        method: "POST",
        body: { action },
        response: FindingRecord,
      }),
    onSuccess: (_, action) => void toast.success(actionWords[action].done(phoneNumber)),
    onError: (error) => void toast.error(`${phoneNumber} wasn't changed`, { id, description: error.message }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: findingKeys.list(organizationId) }),
        client.invalidateQueries({ queryKey: phoneNumberKeys.lists(organizationId) }),
        client.invalidateQueries({ queryKey: organizationKeys.detail(organizationId) }),
      ]),
  });
  return { act: mutate, acting: isPending ? variables : undefined };
}
