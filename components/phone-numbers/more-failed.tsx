import { Button } from "@/components/ui/button";

export function MoreFailed({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className="flex h-13 items-center justify-between gap-4 border-t px-4 text-muted-foreground">
      Couldn’t load more numbers.
      <Button variant="outline" size="small" onClick={onRetry}>
        Retry
      </Button>
    </div>
  );
}
