import CircleAlert from "lucide-react/icons/circle-alert";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

type NoticeProps = { children: ReactNode; action?: ReactNode; className?: string; tone?: "neutral" | "danger" };

/** Stays until its reason is gone, with at most one action. */
export function Notice({ children, action, className, tone = "neutral" }: NoticeProps) {
  return (
    <div
      className={classNames(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-border bg-muted px-3.5 py-2.5 text-sm",
        className,
      )}
    >
      <CircleAlert
        size={16}
        aria-hidden="true"
        className={classNames("shrink-0", tone === "danger" ? "text-danger" : "text-muted-foreground")}
      />
      <div className="min-w-0 flex-1 basis-48 text-balance">{children}</div>
      {action && <div className="ml-auto shrink-0">{action}</div>}
    </div>
  );
}
