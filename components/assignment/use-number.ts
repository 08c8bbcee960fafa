"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { findPhoneNumber, replacePhoneNumbers } from "@/components/phone-numbers/cache";
import { phoneNumberQuery } from "@/components/phone-numbers/queries";

/** Starts with the row's data, then refetches and updates the row. */
export function useNumber(phoneNumber: string) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const number = useQuery({
    ...phoneNumberQuery(organizationId, phoneNumber),
    initialData: () => findPhoneNumber(client, organizationId, phoneNumber),
    staleTime: 0,
  });
  const { data } = number;
  useEffect(() => {
    if (data) replacePhoneNumbers(client, organizationId, [data]);
  }, [client, organizationId, data]);
  return number;
}
