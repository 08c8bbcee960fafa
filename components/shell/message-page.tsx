import type { ReactNode } from "react";

type MessagePageProps = { title: string; children: ReactNode; action?: ReactNode; detail?: ReactNode };

export function MessagePage({ title, children, action, detail }: MessagePageProps) {
  return (
    <div className="mx-auto flex min-h-[52vh] max-w-[420px] flex-col items-start justify-center gap-2 px-4 py-16">
      <h1 className="font-semibold text-title">{title}</h1>
      <p className="text-balance text-muted-foreground">{children}</p>
      {action && <div className="mt-3 flex gap-2">{action}</div>}
      {detail && <p className="mt-3 font-mono text-muted-foreground text-xs">{detail}</p>}
    </div>
  );
}
