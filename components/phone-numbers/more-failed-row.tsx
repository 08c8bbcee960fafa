import { Button } from "@/components/ui/button";
import { columns } from "./columns";

export function MoreFailedRow({ onRetry }: { onRetry: () => void }) {
  return (
    <tr>
      <td colSpan={columns.length} className="h-13 border-b px-4">
        <span role="alert" className="flex items-center justify-between gap-4 text-muted-foreground">
          The rest of the numbers could not be loaded.
          <Button variant="outline" size="small" onClick={onRetry}>
            Retry
          </Button>
        </span>
      </td>
    </tr>
  );
}
