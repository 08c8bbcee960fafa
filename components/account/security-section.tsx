import type { ReactNode } from "react";

type SecuritySectionProps = { title: string; description: ReactNode; action?: ReactNode; children?: ReactNode };

export function SecuritySection({ title, description, action, children }: SecuritySectionProps) {
  return (
    <section aria-label={title} className="rounded-card border bg-surface p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-[56ch]">
          <h2 className="font-semibold">{title}</h2>
          <div className="mt-0.5 text-muted-foreground">{description}</div>
        </div>
        {action && <div className="flex shrink-0 flex-wrap gap-2">{action}</div>}
      </div>
      {children && <div className="mt-4 empty:hidden">{children}</div>}
    </section>
  );
}
