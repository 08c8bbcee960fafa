"use client";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import type { AgentRecord } from "@/lib/agents/schemas";
import { useDeleteAgent } from "./use-agent-mutations";

/** The server rejects this while a number uses the agent; the dialog then stays open and shows why. */
export function DeleteAgent({ agent }: { agent: AgentRecord }) {
  const { open, openDialog, closeDialog } = useDialogUrl("delete");
  const { mutate, isPending, error, reset } = useDeleteAgent(agent);
  const close = () => {
    reset();
    closeDialog();
  };
  return (
    <>
      <Button variant="outline" onClick={() => openDialog()}>
        Delete
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={(next) => !next && close()}
        title={`Delete ${agent.name}`}
        confirm="Delete agent"
        confirming="Deleting…"
        working={isPending}
        error={error?.message}
        onConfirm={() => mutate()}
      >
        This permanently deletes the agent and all its versions. Your numbers aren’t affected.
      </ConfirmDialog>
    </>
  );
}
