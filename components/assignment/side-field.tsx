"use client";

import PhoneIncoming from "lucide-react/icons/phone-incoming";
import PhoneOutgoing from "lucide-react/icons/phone-outgoing";
import { AgentPicker } from "@/components/agents/agent-picker";
import { AgentCell } from "@/components/phone-numbers/agent-cell";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import type { Choice, SideChange, Target } from "./changes";
import { DraftNote } from "./draft-note";
import { heldBy, inWords, type Side, sideWords, versionIdOn } from "./sides";
import { newestTarget } from "./targets";
import { VersionSelect } from "./version-select";

const icons = { inbound: PhoneIncoming, outbound: PhoneOutgoing };

type SideFieldProps = {
  side: Side;
  record: PhoneNumberRecord;
  change: SideChange | undefined;
  mayAssign: boolean;
  locked: boolean;
  /** Undefined reverts the selection. */
  onChoose: (choice: Choice | undefined) => void;
};

export function SideField({ side, record, change, mayAssign, locked, onChoose }: SideFieldProps) {
  const { label, purpose } = sideWords[side];
  const Icon = icons[side];
  const seen = versionIdOn(record, side);
  const held = heldBy(record, side);
  const shown: Target | null = change ? change.to : held && { ...held, published: true };
  const choose = (target: Target | null) => onChoose({ target, seen: change?.seen ?? seen });
  return (
    <fieldset disabled={locked} className="min-w-0">
      <legend className="sr-only">{label}</legend>
      <div className="mb-2 flex items-center gap-2">
        <Icon size={15} aria-hidden="true" className="shrink-0 text-muted-foreground" />
        <span aria-hidden="true" className="font-medium">
          {label}
        </span>
        <span dir="auto" className="truncate text-muted-foreground text-sm">
          {purpose}
        </span>
      </div>
      {mayAssign ? (
        <div className="flex gap-2">
          <AgentPicker
            label="Agent"
            chosen={shown && { id: shown.agentId, name: shown.name }}
            none={{ word: "None", choosable: true }}
            needsVersion
            onChoose={(agent) => choose(agent && newestTarget(agent))}
            className="min-w-0 flex-1"
          />
          {shown && <VersionSelect target={shown} onChoose={choose} />}
        </div>
      ) : (
        <AgentCell agent={side === "inbound" ? record.inbound_agent : record.outbound_agent} />
      )}
      {change?.to?.published === false && <DraftNote target={change.to} />}
      {change?.conflict && (
        <div role="alert" className="mt-2">
          <Notice
            tone="danger"
            action={
              <span className="flex shrink-0 gap-1.5">
                <Button variant="outline" size="small" onClick={() => onChoose(undefined)}>
                  Keep theirs
                </Button>
                <Button variant="outline" size="small" onClick={() => onChoose({ target: change.to, seen })}>
                  Use mine
                </Button>
              </span>
            }
          >
            Someone changed this to {inWords(held)} while you were editing.
          </Notice>
        </div>
      )}
    </fieldset>
  );
}
