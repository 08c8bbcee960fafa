"use client";

import { useOrganization } from "@/components/organizations/organization-context";
import { Checkbox } from "@/components/ui/checkbox";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { useSelection } from "./selection";

/** Whoever may not assign agents has nothing to select numbers for. */
export function useMaySelect() {
  return useOrganization().scopes.includes("agents:manage");
}

/** In the number's own cell: the directory has exactly its documented columns. */
export function SelectNumber({ record }: { record: PhoneNumberRecord }) {
  const { isSelected, toggle } = useSelection();
  if (!useMaySelect()) return null;
  return (
    <Checkbox
      aria-label={`Select ${record.phone_number}`}
      checked={isSelected(record.id)}
      // A click has what a change has not: whether Shift was held.
      onClick={(event) => toggle(record.id, { on: event.currentTarget.checked, through: event.shiftKey })}
      onChange={() => {}}
    />
  );
}

export function SelectAllNumbers() {
  const { selected, loaded, selectAll, clear } = useSelection();
  if (!useMaySelect()) return null;
  const all = selected.length === loaded;
  return (
    <Checkbox
      aria-label={`Select all ${loaded.toLocaleString("en-US")} loaded numbers`}
      checked={all}
      indeterminate={!all && selected.length > 0}
      onChange={all ? clear : selectAll}
    />
  );
}
