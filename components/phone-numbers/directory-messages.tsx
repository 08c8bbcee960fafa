import { Button } from "@/components/ui/button";
import { MessageCard } from "@/components/ui/message-card";
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
