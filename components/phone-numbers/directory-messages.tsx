import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { hasNoDigits } from "./digits";

export function NothingFound({ typed, onClear }: { typed: string; onClear: () => void }) {
  return (
    <MessageCard
      title={`No number contains “${typed.trim()}”`}
      action={
        <Button variant="outline" size="small" onClick={onClear}>
          Clear
        </Button>
      }
    >
      {hasNoDigits(typed) ? "Numbers are found by their digits, such as 415." : "Try fewer digits."}
    </MessageCard>
  );
}

export function DirectoryUnavailable({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <MessageCard
      title="The numbers could not be loaded"
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

type MessageCardProps = { title: string; children: ReactNode; action: ReactNode };

function MessageCard({ title, children, action }: MessageCardProps) {
  return (
    <div role="status" className="rounded-card border bg-surface px-6 py-14 text-center">
      <p className="break-words font-medium">{title}</p>
      <p className="mt-0.5 mb-4 text-balance text-muted-foreground">{children}</p>
      {action}
    </div>
  );
}
