"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { useArrivals } from "@/components/phone-numbers/arrivals";
import { insertPhoneNumber } from "@/components/phone-numbers/cache";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

/** Puts a bought number on top of the directory, highlights it, and announces it. */
export function useWelcome() {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const { arrive } = useArrivals();
  return (record: PhoneNumberRecord) => {
    insertPhoneNumber(client, organizationId, record);
    arrive(record.id);
    toast.success(`You bought ${record.phone_number}`, { id: record.id });
  };
}
