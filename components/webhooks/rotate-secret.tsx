"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogHeader } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { SecretOnce } from "@/components/ui/secret-once";
import { WorkingLabel } from "@/components/ui/working-label";
import type { WebhookEndpointRecord } from "@/lib/webhooks/schemas";
import { useRotateSecret } from "./use-endpoint-mutations";

type RotateSecretProps = { endpoint: WebhookEndpointRecord; open: boolean; onClose: () => void };

/** Explains what happens to the old secret, then shows the new one once. */
export function RotateSecret({ endpoint, open, onClose }: RotateSecretProps) {
  const { mutate, data: rotated, isPending, error, reset } = useRotateSecret(endpoint);
  const close = () => {
    reset();
    onClose();
  };
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()}>
      <DialogContent
        className="max-w-[480px]"
        onInteractOutside={(event) => (rotated || isPending) && event.preventDefault()}
      >
        <DialogHeader title={rotated ? "New signing secret" : "Rotate signing secret"}>
          {rotated
            ? "Use this secret to verify deliveries. Copy it now; you won't see it again."
            : "Both secrets stay valid for 24 hours, so you can switch without missing events."}
        </DialogHeader>
        {(rotated || error) && (
          <DialogBody>
            {rotated && <SecretOnce label="Signing secret" secret={rotated.secret} />}
            {error && (
              <div role="alert">
                <Notice tone="danger">{error.message}</Notice>
              </div>
            )}
          </DialogBody>
        )}
        <DialogFooter>
          {rotated ? (
            <Button onClick={close}>Done</Button>
          ) : (
            <>
              <DialogClose asChild>
                <Button variant="outline">Cancel</Button>
              </DialogClose>
              <Button aria-disabled={isPending} onClick={() => !isPending && mutate()}>
                <WorkingLabel working={isPending} label="Rotate secret" workingLabel="Rotating…" />
              </Button>
            </>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
