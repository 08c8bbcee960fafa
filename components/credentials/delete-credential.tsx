"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { z } from "zod";
import { useOrganization } from "@/components/organizations/organization-context";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { callApi } from "@/lib/api-client/api-client";
import { type Credential, type CredentialKind, credentialKinds } from "./credential-kinds";
import { credentialKeys } from "./queries";

type DeleteCredentialProps = { kind: CredentialKind; credential: Credential | undefined; onClose: () => void };

export function DeleteCredential({ kind, credential, onClose }: DeleteCredentialProps) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const { path, noun, deleted } = credentialKinds[kind];
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: ({ id }: Credential) =>
      callApi(`${path}/${id}`, { organizationId, method: "DELETE", response: z.undefined() }),
    onSuccess: async (_, { name }) => {
      toast.success(`${name} deleted`);
      onClose();
      await client.invalidateQueries({ queryKey: credentialKeys.list(kind, organizationId) });
    },
  });
  const close = () => {
    reset();
    onClose();
  };
  return (
    <ConfirmDialog
      open={credential !== undefined}
      onOpenChange={(open) => !open && close()}
      title={`Delete ${credential?.name ?? noun}`}
      confirm={`Delete ${noun}`}
      confirming="Deleting…"
      working={isPending}
      error={error?.message}
      onConfirm={() => credential && mutate(credential)}
    >
      {deleted} This can’t be undone.
    </ConfirmDialog>
  );
}
