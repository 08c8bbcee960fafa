const DAY_MS = 86_400_000;

/** In display order: days, never, or a custom date. */
export const expiryChoices = [
  { value: "1", label: "1 day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "365 days" },
  { value: "never", label: "Never" },
  { value: "custom", label: "Custom Date" },
] as const;

/**
 * Milliseconds since 1970, as the API expects; null for never, undefined without a valid day.
 * @param day `YYYY-MM-DD`: valid until the end of that day in the reader's time zone
 */
export function expiryOf(choice: string, day: string, now: number): number | null | undefined {
  if (choice === "never") return null;
  if (choice !== "custom") return now + Number(choice) * DAY_MS;
  const end = new Date(`${day}T23:59:59.999`).getTime();
  return Number.isNaN(end) || end <= now ? undefined : end;
}
