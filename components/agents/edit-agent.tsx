"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import type { AgentRecord } from "@/lib/agents/schemas";
import { AgentForm } from "./agent-form";
import { useUpdateAgent } from "./use-agent-mutations";

export function EditAgent({ agent }: { agent: AgentRecord }) {
  const { open, openDialog, closeDialog } = useDialogUrl("edit");
  const { mutate, isPending, error, reset } = useUpdateAgent(agent, closeDialog);
  const close = () => {
    reset();
    closeDialog();
  };
  const { name, description, active } = agent;
  return (
    <>
      <Button variant="outline" onClick={() => openDialog()}>
        Edit
      </Button>
      <Dialog open={open} onOpenChange={(next) => !next && close()}>
        <DialogContent>
          <DialogHeader title="Edit agent" />
          <AgentForm
            initial={{ name, description: description ?? "", active }}
            submit="Save"
            submitting="Saving…"
            working={isPending}
            error={error}
            onSubmit={mutate}
          />
        </DialogContent>
      </Dialog>
    </>
  );
}
