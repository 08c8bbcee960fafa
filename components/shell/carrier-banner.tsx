"use client";

import { useQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { organizationQuery } from "@/components/organizations/queries";
import { Notice } from "@/components/ui/notice";

/** The live region always exists, so that screen readers announce its content. */
export function CarrierBanner() {
  const { id } = useOrganization();
  const { data: organization } = useQuery(organizationQuery(id));
  return (
    <div role="status">
      {organization?.carrier_status === "unavailable" && (
        <Notice className="mb-5">
          Buying numbers is temporarily unavailable. Existing numbers and calls aren’t affected; we’ll keep checking.
        </Notice>
      )}
    </div>
  );
}
