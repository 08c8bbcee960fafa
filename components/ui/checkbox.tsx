import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "ref"> & {
  /** Some but not all of the items are checked. */
  indeterminate?: boolean;
};

/** A restyled native checkbox with a target of at least 24 by 24 pixels. */
export function Checkbox({ indeterminate = false, className, ...props }: CheckboxProps) {
  const Mark = indeterminate ? Minus : Check;
  return (
    <span className={classNames("relative inline-grid size-4 shrink-0 place-items-center", className)}>
      <input
        type="checkbox"
        ref={(input) => {
          if (input) input.indeterminate = indeterminate;
        }}
        className="peer before:-inset-1 m-0 size-4 cursor-pointer appearance-none rounded-[4px] border border-control-off bg-surface transition-colors before:absolute before:content-[''] checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent"
        {...props}
      />
      <Mark
        size={12}
        strokeWidth={3}
        aria-hidden="true"
        className="pointer-events-none absolute text-surface opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-100"
      />
    </span>
  );
}
