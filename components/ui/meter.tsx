import { classNames } from "./class-names";

type MeterProps = { value: number; max: number; label: string; className?: string };

/** A bar for an amount of something limited. It turns red when nothing is left. */
export function Meter({ value, max, label, className }: MeterProps) {
  const share = max === 0 ? 1 : Math.min(1, value / max);
  return (
    <span
      role="meter"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuetext={`${value} of ${max}`}
      className={classNames("block h-1 w-[88px] overflow-hidden rounded-full bg-border", className)}
    >
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
