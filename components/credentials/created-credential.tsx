"use client";

import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { SecretOnce } from "@/components/ui/secret-once";

type CreatedCredentialProps = {
  label: string;
  secret: string;
  /** The user tried to close the dialog before copying. */
  warned: boolean;
  onCopied: () => void;
  onDone: () => void;
};

export function CreatedCredential({ label, secret, warned, onCopied, onDone }: CreatedCredentialProps) {
  return (
    <>
      <DialogBody>
        <SecretOnce label={label} secret={secret} onCopied={onCopied} />
        {warned && (
          <div role="alert">
            <Notice tone="danger">You haven’t copied it, and it can’t be shown again.</Notice>
          </div>
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant={warned ? "danger" : "primary"} onClick={onDone}>
          {warned ? "Close without copying" : "Done"}
        </Button>
      </DialogFooter>
    </>
  );
}
