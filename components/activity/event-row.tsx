"use client";

import ChevronRight from "lucide-react/icons/chevron-right";
import { TimeAgo } from "@/components/ui/time-ago";
import type { AuditEventRecord } from "@/lib/identity/audit/schemas";
import { actionText } from "./action-text";
import { subjectOf } from "./changes";
import { EventDetails } from "./event-details";

/** Expands to show the states before and after, and the origin. */
export function EventRow({ event }: { event: AuditEventRecord }) {
  const { action, actor, created_at } = event;
  return (
    <li className="border-b last:border-b-0">
      <details className="group">
        <summary className="grid cursor-pointer list-none grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-3 px-4 py-3 hover:bg-muted/60 md:grid-cols-[1rem_minmax(0,1fr)_11rem_6rem] [&::-webkit-details-marker]:hidden">
          <ChevronRight
            size={14}
            aria-hidden="true"
            className="text-muted-foreground transition-transform group-open:rotate-90"
          />
          <span className="min-w-0">
            <span dir="auto" className="block truncate font-medium">
              {actionText(action)}
            </span>
            <span dir="auto" className="block truncate text-muted-foreground text-sm tabular-nums">
              {subjectOf(event)}
            </span>
          </span>
          <span dir="auto" className="truncate max-md:hidden">
            {actor.name ?? "Trunkline"}
          </span>
          <span className="text-right text-sm">
            <TimeAgo iso={created_at} />
          </span>
        </summary>
        <EventDetails event={event} />
      </details>
    </li>
  );
}
