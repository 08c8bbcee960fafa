import type { ReactNode } from "react";

type PageHeaderProps = { title: ReactNode; description?: ReactNode; actions?: ReactNode };

/** Keeps the same height with or without actions. */
export function PageHeader({ title, description, actions }: PageHeaderProps) {
  return (
    <header className="mb-5 flex min-h-[52px] items-center justify-between gap-6 lg:items-end">
      <div className="min-w-0">
        <h1 dir="auto" className="truncate text-left font-semibold text-title">
          {title}
        </h1>
        {description && <div className="mt-1 min-h-5 text-muted-foreground">{description}</div>}
      </div>
      {actions && <div className="flex shrink-0 gap-2">{actions}</div>}
    </header>
  );
}
