import PhoneIncoming from "lucide-react/icons/phone-incoming";
import PhoneOutgoing from "lucide-react/icons/phone-outgoing";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

type Agent = PhoneNumberRecord["inbound_agent"];

export function AgentCell({ agent }: { agent: Agent }) {
  if (!agent) return <span className="text-muted-foreground">-</span>;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span dir="auto" className="truncate" title={agent.name}>
        {agent.name}
      </span>
      <Badge>v{agent.version}</Badge>
    </span>
  );
}

/** Both directions on one line. */
export function AgentsInBrief({ record }: { record: PhoneNumberRecord }) {
  const { inbound_agent: inbound, outbound_agent: outbound } = record;
  if (!inbound && !outbound) return "No agent";
  return (
    <span className="flex min-w-0 items-center gap-3">
      {inbound && (
        <Direction icon={PhoneIncoming} direction="Inbound" agent={inbound} className="max-w-[64%] shrink-0" />
      )}
      {outbound && <Direction icon={PhoneOutgoing} direction="Outbound" agent={outbound} />}
    </span>
  );
}

type DirectionProps = { icon: typeof PhoneIncoming; direction: string; agent: NonNullable<Agent>; className?: string };

function Direction({ icon: Icon, direction, agent, className }: DirectionProps) {
  return (
    <span className={classNames("flex min-w-0 items-center gap-1", className)}>
      <Icon size={12} aria-hidden="true" className="shrink-0" />
      <span className="sr-only">{direction}: </span>
      <span dir="auto" className="truncate">
        {agent.name} v{agent.version}
      </span>
    </span>
  );
}
