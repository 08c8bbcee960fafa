"use client";

import { useOrganization } from "@/components/organizations/organization-context";
import { Switch } from "@/components/ui/switch";
import type { PhoneNumberRecord } from "@/lib/phone-numbers/schemas";
import { useUpdateShareable } from "./use-update-shareable";

/** The only inline edit. Who may not change it reads it. */
export function ShareableSwitch({ record }: { record: PhoneNumberRecord }) {
  const { canManageNumbers } = useOrganization();
  if (!canManageNumbers) return record.outbound_shareable ? "On" : "Off";
  return <EditableSwitch record={record} />;
}

function EditableSwitch({ record }: { record: PhoneNumberRecord }) {
  const { shareable, setShareable } = useUpdateShareable(record);
  return (
    <Switch
      checked={shareable}
      onCheckedChange={(checked) => setShareable(checked)}
      aria-label={`Shareable: ${record.phone_number}`}
    />
  );
}
