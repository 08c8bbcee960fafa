"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { expiryChoices } from "./expiry";

type ExpiryFieldProps = {
  choice: string;
  day: string;
  error: string | undefined;
  onChoice: (choice: string) => void;
  onDay: (day: string) => void;
};

export function ExpiryField({ choice, day, error, onChoice, onDay }: ExpiryFieldProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Expires">
        {(control) => (
          <Select {...control} value={choice} onChange={(event) => onChoice(event.target.value)}>
            {expiryChoices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {choice === "custom" && (
        <Field label="Expires on" error={error}>
          {(control) => (
            <Input {...control} type="date" required value={day} onChange={(event) => onDay(event.target.value)} />
          )}
        </Field>
      )}
    </div>
  );
}
