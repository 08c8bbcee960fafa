"use client";

import type { Scope } from "@/lib/identity/schemas";

type ScopesFieldProps = {
  /** The label of the unrestricted choice. */
  allLabel: string;
  available: readonly Scope[];
  /** Null for all of them. */
  chosen: readonly Scope[] | null;
  onChange: (chosen: Scope[] | null) => void;
};

const choice = "flex min-h-8 items-center gap-2.5 accent-(--accent)";

export function ScopesField({ allLabel, available, chosen, onChange }: ScopesFieldProps) {
  const toggle = (scope: Scope) => {
    const own = chosen ?? [];
    onChange(own.includes(scope) ? own.filter((each) => each !== scope) : [...own, scope]);
  };
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1.5 font-medium text-sm">Scopes</legend>
      <label className={choice}>
        <input type="radio" name="scopes" checked={chosen === null} onChange={() => onChange(null)} />
        {allLabel}
      </label>
      <label className={choice}>
        <input type="radio" name="scopes" checked={chosen !== null} onChange={() => onChange([])} />
        Choose scopes
      </label>
      {chosen !== null && (
        <div className="grid gap-x-4 rounded-control border px-3 py-1.5 sm:grid-cols-2">
          {available.map((scope) => (
            <label key={scope} className={`${choice} font-mono text-sm`}>
              <input type="checkbox" checked={chosen.includes(scope)} onChange={() => toggle(scope)} />
              {scope}
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}
