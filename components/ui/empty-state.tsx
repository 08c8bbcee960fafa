import type { ReactNode } from "react";

type EmptyStateProps = { title: string; children: ReactNode; action?: ReactNode };

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="rounded-card border bg-surface px-6 py-20 text-center">
      <h2 className="font-semibold text-lg tracking-[-0.012em]">{title}</h2>
      <p className="mx-auto mt-1 max-w-[46ch] text-balance text-muted-foreground">{children}</p>
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
