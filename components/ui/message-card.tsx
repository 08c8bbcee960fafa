import type { ReactNode } from "react";
import { Button } from "./button";

type MessageCardProps = { title: string; children: ReactNode; action?: ReactNode };

/** Replaces a list that has nothing to show: no match or a failed request. */
export function MessageCard({ title, children, action }: MessageCardProps) {
  return (
    <div role="status" className="rounded-card border bg-surface px-6 py-14 text-center">
      <p className="break-words font-medium">{title}</p>
      <p className="mt-0.5 mb-4 text-balance text-muted-foreground">{children}</p>
      {action}
    </div>
  );
}

/** @param what with its article, as in "the numbers" */
export function CouldNotLoad({ what, error, onRetry }: { what: string; error: Error; onRetry: () => void }) {
  return (
    <MessageCard
      title={`Couldn't load ${what}`}
      action={
        <Button variant="outline" size="small" onClick={onRetry}>
          Retry
        </Button>
      }
    >
      {error.message}
    </MessageCard>
  );
}
