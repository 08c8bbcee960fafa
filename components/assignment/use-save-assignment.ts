"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { agentSearchKeys } from "@/components/agents/agent-search";
import { useOrganization } from "@/components/organizations/organization-context";
import { replacePhoneNumbers } from "@/components/phone-numbers/cache";
import { phoneNumberKeys } from "@/components/phone-numbers/queries";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { type SideChange, writesOf } from "./changes";
import { NotAllSaved } from "./not-all-saved";
import { type Side, sides } from "./sides";
import { type SlotWrite, sendSlotWrite } from "./slot-write";

/** Sends the changed sides and updates the directory after each. Stops at the first failure. */
export function useSaveAssignment(record: PhoneNumberRecord, onSaved: (changes: SideChange[]) => void) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (changes: SideChange[]) => {
      const saved: Side[] = [];
      for (const write of writesOf(record, changes)) {
        const updated = await sendSlotWrite(organizationId, write).catch((error: Error) => {
          throw new NotAllSaved(saved, error);
        });
        replacePhoneNumbers(client, organizationId, updated);
        saved.push(...sidesWritten(write));
      }
    },
    onSuccess: (_, changes) => onSaved(changes),
    // Another user's change may have caused the failure, so the form refetches.
    onError: () => client.invalidateQueries({ queryKey: phoneNumberKeys.detail(organizationId, record.phone_number) }),
    onSettled: () => client.invalidateQueries({ queryKey: agentSearchKeys.all(organizationId) }),
  });
}

const sidesWritten = ({ direction }: SlotWrite) => sides.filter((side) => direction === "both" || direction === side);
