"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { WorkingLabel } from "@/components/ui/working-label";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { ChangeSummary } from "./change-summary";
import { type Choices, changesOf, type SideChange } from "./changes";
import { NumberFacts } from "./number-facts";
import { OutOfServiceNotice } from "./out-of-service-notice";
import { SideField } from "./side-field";
import { type Side, sides } from "./sides";
import { useSaveAssignment } from "./use-save-assignment";

type NumberFormProps = { record: PhoneNumberRecord; onClose: () => void; onRelease: () => void };

/** Keeps only the user's selections; current values come from the record. */
export function NumberForm({ record, onClose, onRelease }: NumberFormProps) {
  const { scopes, canManageNumbers } = useOrganization();
  const [choices, setChoices] = useState<Choices>({});
  const changes = changesOf(record, choices);
  const save = useSaveAssignment(record, (saved) => {
    toast.success(`${record.phone_number} updated`, { description: savedInWords(saved) });
    onClose();
  });
  const inService = record.status === "active";
  const mayAssign = inService && scopes.includes("agents:manage");
  const publishes = changes.some(({ to }) => to?.published === false);
  const ready = changes.length > 0 && !changes.some(({ conflict }) => conflict);

  const choose = (side: Side, choice: Choices[Side]) => {
    setChoices((all) => ({ ...all, [side]: choice }));
    save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !save.isPending) save.mutate(changes);
  };
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col" aria-label="Assignment">
      <DialogBody className="gap-5">
        {!inService && <OutOfServiceNotice record={record} />}
        {sides.map((side) => (
          <SideField
            key={side}
            {...{ side, record, change: changes.find((change) => change.side === side), mayAssign }}
            locked={save.isPending}
            onChoose={(choice) => choose(side, choice)}
          />
        ))}
        <NumberFacts record={record} />
        {mayAssign && <ChangeSummary changes={changes} />}
        {save.error && (
          <div role="alert">
            <Notice tone="danger">{save.error.message}</Notice>
          </div>
        )}
      </DialogBody>
      <DialogFooter>
        {canManageNumbers && record.status !== "releasing" && (
          <Button variant="quiet" onClick={onRelease} className="mr-auto -ml-2 text-danger hover:text-danger">
            {inService && record.managed_account_id !== null ? "Release…" : "Remove…"}
          </Button>
        )}
        <Button variant="outline" onClick={onClose}>
          {mayAssign ? "Cancel" : "Close"}
        </Button>
        {mayAssign && (
          <Button
            type="submit"
            aria-disabled={!ready || save.isPending}
            aria-busy={save.isPending}
            className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50 aria-busy:opacity-100"
          >
            <WorkingLabel
              working={save.isPending}
              label={publishes ? "Publish and save" : "Save"}
              workingLabel="Saving…"
            />
          </Button>
        )}
      </DialogFooter>
    </form>
  );
}

function savedInWords(changes: SideChange[]): string {
  const words = changes.map(({ side, to }) => {
    const direction = side === "inbound" ? "Inbound" : "Outbound";
    return `${direction}: ${to ? `${to.name} v${to.version}` : "None"}`;
  });
  return words.join(", ");
}
