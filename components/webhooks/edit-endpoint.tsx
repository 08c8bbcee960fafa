"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import type { WebhookEndpointRecord } from "@/lib/webhooks/schemas";
import { EndpointForm } from "./endpoint-form";
import { useEditEndpoint } from "./use-endpoint-mutations";

export function EditEndpoint({ endpoint }: { endpoint: WebhookEndpointRecord }) {
  const { open, openDialog, closeDialog } = useDialogUrl("edit");
  return (
    <Dialog open={open} onOpenChange={(next) => !next && closeDialog()}>
      <Button variant="outline" onClick={() => openDialog()}>
        Edit
      </Button>
      <DialogContent>
        <DialogHeader title="Edit webhook">Pending deliveries will go to the new URL.</DialogHeader>
        <Editing endpoint={endpoint} onSaved={closeDialog} />
      </DialogContent>
    </Dialog>
  );
}

function Editing({ endpoint, onSaved }: { endpoint: WebhookEndpointRecord; onSaved: () => void }) {
  const { key, ...form } = useEditEndpoint(endpoint, onSaved);
  return <EndpointForm key={key} {...form} submit="Save" submitting="Saving…" />;
}
