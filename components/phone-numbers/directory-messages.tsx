import { Button } from "@/components/ui/button";
import { MessageCard } from "@/components/ui/message-card";
import { hasNoDigits } from "./digits";
import type { DirectoryFilter } from "./filter";

type NothingFoundProps = { typed: string; filter: DirectoryFilter; onClear: () => void };

export function NothingFound({ typed, filter, onClear }: NothingFoundProps) {
  return (
    <MessageCard
      title={titleFor(typed.trim(), filter)}
      action={
        <Button variant="outline" size="small" onClick={onClear}>
          Clear
        </Button>
      }
    >
      {adviceFor(typed, filter)}
    </MessageCard>
  );
}

function titleFor(typed: string, { agentId, unassigned }: DirectoryFilter): string {
  const kind = unassigned ? "unassigned number" : agentId ? "number for this agent" : "number";
  return typed === "" ? `No ${kind}` : `No ${kind} contains “${typed}”`;
}

function adviceFor(typed: string, { agentId, unassigned }: DirectoryFilter): string {
  if (hasNoDigits(typed)) return "Search by digits, for example 415.";
  if (unassigned && agentId) return "Choose an agent or Unassigned, not both.";
  if (typed.trim() !== "") return "Try fewer digits.";
  return unassigned ? "Every number has an agent." : "This agent isn't assigned to any number.";
}
