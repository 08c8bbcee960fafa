"use client";

import { useState } from "react";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { CreatedCredential } from "./created-credential";
import { type CredentialKind, credentialKinds } from "./credential-kinds";
import { NewCredentialForm } from "./new-credential-form";
import { useCreateCredential } from "./use-create-credential";

type NewCredentialDialogProps = { kind: CredentialKind; open: boolean; onClose: () => void };

/** Asks for the purpose, then shows the secret once. Closing without copying warns first. */
export function NewCredentialDialog({ kind, open, onClose }: NewCredentialDialogProps) {
  const create = useCreateCredential(kind);
  const [copied, setCopied] = useState(false);
  const [warned, setWarned] = useState(false);
  const secret = create.data?.pat_key;
  const { noun } = credentialKinds[kind];
  const close = () => {
    if (secret && !copied && !warned) return setWarned(true);
    create.reset();
    setCopied(false);
    setWarned(false);
    onClose();
  };
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()}>
      <DialogContent className="max-w-[520px]">
        {secret ? (
          <>
            <DialogHeader title={`Copy your ${noun}`}>
              You won’t see this again. Store it somewhere safe, such as a password manager.
            </DialogHeader>
            <CreatedCredential
              label={`The ${noun}`}
              secret={secret}
              warned={warned && !copied}
              onCopied={() => setCopied(true)}
              onDone={close}
            />
          </>
        ) : (
          <>
            <DialogHeader title={`Create ${noun}`} />
            <NewCredentialForm kind={kind} create={create} />
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}
