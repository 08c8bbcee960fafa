"use client";

import { useId } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { Switch } from "@/components/ui/switch";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { useUpdateShareable } from "./use-update-shareable";

/** The only inline edit; read-only without permission. */
export function ShareableSwitch({ record }: { record: PhoneNumberRecord }) {
  const { canManageNumbers } = useOrganization();
  if (!canManageNumbers) return record.outbound_shareable ? "On" : "Off";
  return record.status === "active" ? <EditableSwitch record={record} /> : <RestingSwitch record={record} />;
}

/** For a number out of service. Stays focusable, so that keyboard users can read the reason. */
function RestingSwitch({ record }: { record: PhoneNumberRecord }) {
  const reasonId = useId();
  const reason =
    record.status === "releasing"
      ? "Undo the release to change this. The number keeps its setting."
      : "Your carrier no longer has this number, so agents can't call from it.";
  return (
    <>
      <Switch
        checked={record.outbound_shareable}
        aria-disabled
        aria-label={`Shareable: ${record.phone_number}`}
        aria-describedby={reasonId}
        title={reason}
      />
      <span id={reasonId} className="sr-only">
        {reason}
      </span>
    </>
  );
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
