"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import type { AgentRecord } from "@/lib/agents/schemas";
import { AgentForm } from "./agent-form";
import { useEditAgent } from "./use-agent-mutations";

export function EditAgent({ agent }: { agent: AgentRecord }) {
  const { open, openDialog, closeDialog } = useDialogUrl("edit");
  return (
    <>
      <Button variant="outline" onClick={() => openDialog()}>
        Edit
      </Button>
      <Dialog open={open} onOpenChange={(next) => !next && closeDialog()}>
        <DialogContent>
          <DialogHeader title="Edit agent" />
          <Editing agent={agent} onSaved={closeDialog} />
        </DialogContent>
      </Dialog>
    </>
  );
}

function Editing({ agent, onSaved }: { agent: AgentRecord; onSaved: () => void }) {
  const { key, ...form } = useEditAgent(agent, onSaved);
  return <AgentForm key={key} {...form} submit="Save" submitting="Saving…" />;
}
