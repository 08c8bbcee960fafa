import { classNames } from "./class-names";

/** The caller sets its size, so that nothing moves when the text appears. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames("block h-3 animate-shimmer rounded-[4px] bg-border/70 dark:bg-border", className)}
    />
  );
}
