import { classNames } from "./class-names";

/** Turns red when nothing is left. The adjacent text states the amount. */
export function Meter({ value, max }: { value: number; max: number }) {
  const share = max === 0 ? 1 : Math.min(1, value / max);
  return (
    <span aria-hidden="true" className="block h-1 w-[88px] min-w-6 overflow-hidden rounded-full bg-border">
      <span
        className={classNames(
          "block h-full rounded-full transition-[width] duration-300",
          share < 1 ? "bg-accent" : "bg-danger",
        )}
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
}
