import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import type { ApiKeyRecord } from "@/lib/identity/api-keys/schemas";

const SHOWN = 5;

type KeysChoiceProps = { keys: ApiKeyRecord[]; more: boolean; checked: boolean; onChange: (checked: boolean) => void };

/** Lists the keys that a member leaves behind and offers to delete them too. */
export function KeysChoice({ keys, more, checked, onChange }: KeysChoiceProps) {
  const id = useId();
  const hidden = keys.length - SHOWN;
  const names = keys.slice(0, SHOWN).map(({ name }) => name);
  if (hidden > 0) names.push(`${hidden}${more ? " or more" : ""} others`);
  return (
    <div className="flex items-start gap-3 text-sm">
      <Checkbox
        id={id}
        aria-describedby={`${id}-why`}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5"
      />
      <div>
        <label htmlFor={id} className="cursor-pointer font-medium">
          Delete the API {keys.length === 1 ? "key" : "keys"} they created: {names.join(", ")}
        </label>
        <p id={`${id}-why`} className="text-muted-foreground">
          They may have kept a copy. Anything using {keys.length === 1 ? "it" : "them"} stops working immediately.
        </p>
      </div>
    </div>
  );
}
