const DAY_MS = 86_400_000;

/** What the dialog offers, in its order: days, never, or a day of one's own. */
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
 * Milliseconds since 1970, as the API takes them; null for never, undefined while there is no valid day.
 * @param day `YYYY-MM-DD`: the key works until the end of that day, where the reader is
 */
export function expiryOf(choice: string, day: string, now: number): number | null | undefined {
  if (choice === "never") return null;
  if (choice !== "custom") return now + Number(choice) * DAY_MS;
  const end = new Date(`${day}T23:59:59.999`).getTime();
  return Number.isNaN(end) || end <= now ? undefined : end;
}
