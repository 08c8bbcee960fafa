import { counted } from "./counted";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number) => String(value).padStart(2, "0");

/** Minutes east of UTC at that time. The server does not know the reader's zone and uses UTC. */
export type ZoneOffset = (at: Date) => number;
export const utc: ZoneOffset = () => 0;
export const readersZone: ZoneOffset = (at) => -at.getTimezoneOffset();

const inZone = (at: Date, zone: ZoneOffset) => new Date(at.getTime() + zone(at) * 60_000);

// Not Intl: month names differ between ICU versions, and server and browser must render the same text.
export function shortTime(at: Date, now: Date, zone: ZoneOffset): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  if (seconds < 45) return "just now";
  if (seconds < 3570) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`;
  const there = inZone(at, zone);
  const day = `${months[there.getUTCMonth()]} ${there.getUTCDate()}`;
  return there.getUTCFullYear() === inZone(now, zone).getUTCFullYear() ? day : `${day}, ${there.getUTCFullYear()}`;
}

/** Formats as `8 minutes`, `3 hours`, or `2 days`; at least one minute. */
export function durationText(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return counted(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours < 48 ? counted(hours, "hour") : counted(Math.round(hours / 24), "day");
}

/** Formats as `Nov 23`, for a date in the near future or past. */
export function dayOf(at: Date, zone: ZoneOffset): string {
  const there = inZone(at, zone);
  return `${months[there.getUTCMonth()]} ${there.getUTCDate()}`;
}

/** Formats as `Nov 23, 10:30`. */
export function dayAndTime(at: Date, zone: ZoneOffset): string {
  const there = inZone(at, zone);
  return `${dayOf(at, zone)}, ${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
}

/** Formats as `Nov 23, 2026`. */
export function dayText(at: Date, zone: ZoneOffset): string {
  const there = inZone(at, zone);
  return `${dayOf(at, zone)}, ${there.getUTCFullYear()}`;
}

/** Formats as `Nov 23, 2026, 10:30:00 UTC+1`. */
export function fullTime(at: Date, zone: ZoneOffset): string {
  const there = inZone(at, zone);
  const day = dayText(at, zone);
  const clock = `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}:${two(there.getUTCSeconds())}`;
  return `${day}, ${clock} ${zoneName(zone(at))}`;
}

function zoneName(minutes: number): string {
  if (minutes === 0) return "UTC";
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? "" : `:${two(size % 60)}`;
  return `UTC${minutes < 0 ? "-" : "+"}${Math.floor(size / 60)}${rest}`;
}
