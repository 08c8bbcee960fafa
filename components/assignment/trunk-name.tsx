"use client";

import { useQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { callApi } from "@/lib/api-client/api-client";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { TrunkRecord } from "@/lib/trunks/schemas";

/** Shows the trunk's type until its name has loaded, and to users who may not read trunks. */
export function TrunkName({ record }: { record: PhoneNumberRecord }) {
  const { id: organizationId, scopes } = useOrganization();
  const { data: trunk } = useQuery({
    queryKey: ["trunks", organizationId, "named", record.trunk_id],
    queryFn: ({ signal }) =>
      callApi(`/core/trunks/${record.trunk_id}`, { organizationId, response: TrunkRecord, signal }),
    enabled: scopes.includes("trunks:read") || scopes.includes("trunks:manage"),
  });
  const kind = record.managed_account_id === null ? "Your trunk" : "Managed";
  return (
    <span dir="auto" title={trunk?.name}>
      {trunk?.name ?? kind}
    </span>
  );
}
