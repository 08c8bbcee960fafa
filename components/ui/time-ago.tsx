"use client";

import { useClock } from "./clock";
import { fullTime, shortTime } from "./time-text";

/** An instant in a few words; the full one on pointing, and for machines. */
export function TimeAgo({ iso }: { iso: string }) {
  const { now, zone } = useClock();
  const at = new Date(iso);
  return (
    <time dateTime={iso} title={fullTime(at, zone)} className="text-muted-foreground tabular-nums">
      {shortTime(at, new Date(now), zone)}
    </time>
  );
}
