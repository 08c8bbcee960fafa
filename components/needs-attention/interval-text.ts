/** Describes how often the directory is compared with the carrier. Milliseconds; 0 means only manually. */
export function comparedSentence(everyMs: number): string {
  if (everyMs === 0) return "Checks are run manually on this installation.";
  return `We check your numbers against the carrier every ${interval(everyMs)}.`;
}

function interval(everyMs: number): string {
  const minutes = Math.round(everyMs / 60_000);
  if (minutes === 5) return "5 minutes";
  if (minutes > 1) return `${minutes} minutes`;
  if (minutes === 1) return "minute";
  return `${Math.max(1, Math.round(everyMs / 1_000))} seconds`;
}
