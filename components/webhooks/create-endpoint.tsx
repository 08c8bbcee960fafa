"use client";

import Link from "next/link";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "@/components/ui/dialog";
import { SecretOnce } from "@/components/ui/secret-once";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import { webhookEventTypes } from "@/lib/webhooks/schemas";
import { EndpointForm } from "./endpoint-form";
import { useCreateEndpoint } from "./use-endpoint-mutations";

const blank = { url: "", description: "", events: webhookEventTypes };

export function CreateEndpointButton() {
  const { openDialog } = useDialogUrl("new");
  return <Button onClick={() => openDialog()}>Create webhook</Button>;
}

/** Ends with the secret, which is shown only once, so an outside click does not close the dialog then. */
export function CreateEndpointDialog() {
  const { slug } = useOrganization();
  const { open, closeDialog } = useDialogUrl("new");
  const { mutate, data: created, isPending, error, reset } = useCreateEndpoint();
  const close = () => {
    reset();
    closeDialog();
  };
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()}>
      <DialogContent onInteractOutside={(event) => created && event.preventDefault()}>
        {created ? (
          <>
            <DialogHeader title="Webhook created">
              Use this secret to verify deliveries. Copy it now; you won't see it again.
            </DialogHeader>
            <DialogBody>{created.secret && <SecretOnce label="Signing secret" secret={created.secret} />}</DialogBody>
            <DialogFooter>
              <Button asChild>
                <Link href={`/${slug}/webhooks/${created.id}`} replace>
                  Done
                </Link>
              </Button>
            </DialogFooter>
          </>
        ) : (
          <>
            <DialogHeader title="Create webhook">Send events from this organization to your endpoint.</DialogHeader>
            <EndpointForm
              initial={blank}
              submit="Create webhook"
              submitting="Creating…"
              working={isPending}
              error={error}
              onSubmit={mutate}
            />
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}
