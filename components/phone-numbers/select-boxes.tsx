"use client";

import { useOrganization } from "@/components/organizations/organization-context";
import { Checkbox } from "@/components/ui/checkbox";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { useSelection } from "./selection";

/** Selecting is only useful to users who may assign agents. */
export function useMaySelect() {
  return useOrganization().scopes.includes("agents:manage");
}

/** Inside the number's cell, because the directory has a documented set of columns. */
export function SelectNumber({ record }: { record: PhoneNumberRecord }) {
  const { isSelected, toggle } = useSelection();
  if (!useMaySelect()) return null;
  return (
    <Checkbox
      aria-label={`Select ${record.phone_number}`}
      checked={isSelected(record.id)}
      // Unlike a change event, a click event says whether Shift was pressed.
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
