"use client";

import { useClock } from "./clock";
import { durationText, fullTime, shortTime } from "./time-text";

/** Relative time, with the full time on hover and in the markup. */
export function TimeAgo({ iso }: { iso: string }) {
  const { now, zone } = useClock();
  const at = new Date(iso);
  return (
    <time dateTime={iso} title={fullTime(at, zone)} className="text-muted-foreground tabular-nums">
      {shortTime(at, new Date(now), zone)}
    </time>
  );
}

/** Shows a duration: `8 minutes`. */
export function TimeSince({ iso }: { iso: string }) {
  const { now, zone } = useClock();
  const since = new Date(iso);
  return (
    <time dateTime={iso} title={`Since ${fullTime(since, zone)}`} className="tabular-nums">
      {durationText(now - since.getTime())}
    </time>
  );
}
