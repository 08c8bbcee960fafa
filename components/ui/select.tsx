import ChevronDown from "lucide-react/icons/chevron-down";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { controlClasses } from "./control-classes";

/** The native control, which works with every keyboard and touch screen. `children` are `option`s. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return (
    <div className={classNames("relative min-w-0", className)}>
      <select dir="auto" className={classNames("h-9 appearance-none truncate pr-9", controlClasses)} {...props} />
      <ChevronDown
        size={15}
        aria-hidden="true"
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-3 text-muted-foreground"
      />
    </div>
  );
}
