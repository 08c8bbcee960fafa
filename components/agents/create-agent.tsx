"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import { AgentRecord } from "@/lib/agents/schemas";
import { callApi } from "@/lib/api-client/api-client";
import { AgentForm, type AgentValues } from "./agent-form";
import { agentKeys } from "./queries";

const blank = { name: "", description: "", active: true, isDemo: false };

export function CreateAgentButton() {
  const { openDialog } = useDialogUrl("new");
  return <Button onClick={() => openDialog()}>Create agent</Button>;
}

/** Ends on the new agent's page, where its first version is created. */
export function CreateAgentDialog() {
  const { open, closeDialog } = useDialogUrl("new");
  const { mutate, isPending, error, reset } = useCreateAgent();
  const close = () => {
    reset();
    closeDialog();
  };
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()}>
      <DialogContent>
        <DialogHeader title="Create agent">Assign one of its versions to a number to start taking calls.</DialogHeader>
        <AgentForm
          initial={blank}
          submit="Create agent"
          submitting="Creating…"
          working={isPending}
          error={error}
          onSubmit={mutate}
        />
      </DialogContent>
    </Dialog>
  );
}

function useCreateAgent() {
  const { id: organizationId, slug } = useOrganization();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: ({ name, description, active, isDemo }: AgentValues) =>
      callApi("/core/agents", {
        organizationId,
        method: "POST",
        body: { name, description: description.trim() || null, active, is_demo: isDemo },
        response: AgentRecord,
      }),
    onSuccess: (agent) => {
      client.setQueryData(agentKeys.detail(organizationId, agent.id), agent);
      void client.invalidateQueries({ queryKey: agentKeys.all(organizationId) });
      // Replaces the dialog's history entry, so Back leads to the list.
      router.replace(`/${slug}/agents/${agent.id}`);
    },
  });
}
