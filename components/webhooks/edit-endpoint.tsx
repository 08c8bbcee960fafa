"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import { type WebhookEndpointRecord, webhookEventTypes } from "@/lib/webhooks/schemas";
import { EndpointForm } from "./endpoint-form";
import { useUpdateEndpoint } from "./use-endpoint-mutations";

export function EditEndpoint({ endpoint }: { endpoint: WebhookEndpointRecord }) {
  const { open, openDialog, closeDialog } = useDialogUrl("edit");
  const { mutate, isPending, error, reset } = useUpdateEndpoint(endpoint, closeDialog);
  const close = () => {
    reset();
    closeDialog();
  };
  const initial = {
    url: endpoint.url,
    description: endpoint.description ?? "",
    events: webhookEventTypes.filter((type) => endpoint.events.includes(type)),
  };
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()}>
      <Button variant="outline" onClick={() => openDialog()}>
        Edit
      </Button>
      <DialogContent>
        <DialogHeader title="Edit webhook">Deliveries that wait go to the new URL.</DialogHeader>
        <EndpointForm
          initial={initial}
          submit="Save"
          submitting="Saving…"
          working={isPending}
          error={error}
          onSubmit={mutate}
        />
      </DialogContent>
    </Dialog>
  );
}
