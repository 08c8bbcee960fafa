"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { auditActions } from "@/lib/identity/audit/schemas";
import { actionText } from "./action-text";
import { type ActivityFilters as Filters, searchOf } from "./filters";

type ActivityFiltersProps = {
  filters: Filters;
  people: { id: string; name: string }[];
  onChange: (changed: Partial<Filters>) => void;
  onClear: () => void;
};

export function ActivityFilters({ filters, people, onChange, onClear }: ActivityFiltersProps) {
  return (
    <search className="mb-4 flex flex-wrap items-center gap-2">
      <Select
        aria-label="Event"
        className="w-full sm:w-60"
        value={filters.action}
        onChange={(event) => onChange({ action: event.target.value })}
      >
        <option value="">All events</option>
        {auditActions.map((action) => (
          <option key={action} value={action}>
            {actionText(action)}
          </option>
        ))}
      </Select>
      {people.length > 0 && (
        <Select
          aria-label="Person"
          className="w-full sm:w-44"
          value={filters.person}
          onChange={(event) => onChange({ person: event.target.value })}
        >
          <option value="">Everyone</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <Day label="From (UTC)" value={filters.from} onChange={(from) => onChange({ from })} />
      <Day label="To (UTC)" value={filters.to} onChange={(to) => onChange({ to })} />
      {searchOf(filters) !== "" && (
        <Button variant="quiet" onClick={onClear}>
          Clear
        </Button>
      )}
    </search>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  const id = useId();
  return (
    <div className="flex w-full items-center gap-2 sm:w-auto">
      <label htmlFor={id} className="w-20 shrink-0 text-muted-foreground text-sm sm:w-auto">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        className="grow sm:w-38"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
