import { classNames } from "./class-names";

/** A quiet bar where text will be; sized by its caller, so that nothing moves when the text comes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames("block h-3 animate-shimmer rounded-[4px] bg-border/70 dark:bg-border", className)}
    />
  );
}
