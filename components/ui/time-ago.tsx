"use client";

import { useClock } from "./clock";
import { durationText, fullTime, shortTime } from "./time-text";

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

/** For how long something has lasted: `8 minutes`. */
export function TimeSince({ iso }: { iso: string }) {
  const { now, zone } = useClock();
  const since = new Date(iso);
  return (
    <time dateTime={iso} title={`Since ${fullTime(since, zone)}`} className="tabular-nums">
      {durationText(now - since.getTime())}
    </time>
  );
}
