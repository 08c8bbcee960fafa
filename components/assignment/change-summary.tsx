import ArrowRight from "lucide-react/icons/arrow-right";
import type { SideChange } from "./changes";
import { inWords } from "./sides";

export function ChangeSummary({ changes }: { changes: SideChange[] }) {
  return (
    <div role="status" aria-label="Changes" className="empty:hidden">
      {changes.length > 0 && (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 rounded-card bg-accent-soft px-3.5 py-3 text-sm">
          {changes.map(({ side, from, to }) => (
            <div key={side} className="contents">
              <dt className="text-muted-foreground">{side === "inbound" ? "Inbound" : "Outbound"}</dt>
              <dd className="flex min-w-0 flex-wrap items-center gap-x-1.5">
                <span className="text-muted-foreground line-through decoration-muted-foreground/60">
                  {inWords(from)}
                </span>
                <ArrowRight size={13} aria-label="becomes" className="shrink-0 text-muted-foreground" />
                <span className="font-medium">{inWords(to)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
