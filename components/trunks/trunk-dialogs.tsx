"use client";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import type { TrunkListItem } from "@/lib/trunks/schemas";
import { TrunkForm } from "./trunk-form";
import { blankTrunk } from "./trunk-values";
import { useCreateTrunk, useDeleteTrunk, useEditTrunk } from "./use-trunk-mutations";

export function CreateTrunkButton() {
  const { openDialog } = useDialogUrl("new");
  return <Button onClick={() => openDialog()}>Create trunk</Button>;
}

/** `?new`, `?edit=<id>`, and `?delete=<id>`; only for users who may change trunks. */
export function TrunkDialogs({ trunks }: { trunks: TrunkListItem[] }) {
  const own = trunks.filter((trunk) => trunk.managed_account_id === null);
  return (
    <>
      <CreateTrunk />
      <EditTrunk trunks={own} />
      <DeleteTrunk trunks={own} />
    </>
  );
}

function CreateTrunk() {
  const { open, closeDialog } = useDialogUrl("new");
  const { mutate, isPending, error, reset } = useCreateTrunk(closeDialog);
  const close = () => {
    reset();
    closeDialog();
  };
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()}>
      <DialogContent>
        <DialogHeader title="Create trunk">Connect your own SIP provider or PBX.</DialogHeader>
        <TrunkForm
          initial={blankTrunk}
          stored={{ inbound: false, outbound: false }}
          submit="Create trunk"
          submitting="Creating…"
          working={isPending}
          error={error}
          onSubmit={mutate}
        />
      </DialogContent>
    </Dialog>
  );
}

function EditTrunk({ trunks }: { trunks: TrunkListItem[] }) {
  const { subject, closeDialog } = useDialogUrl("edit");
  const trunk = trunks.find(({ id }) => id === subject);
  return (
    <Dialog open={trunk !== undefined} onOpenChange={(next) => !next && closeDialog()}>
      {trunk && (
        <DialogContent>
          <DialogHeader title={`Edit ${trunk.name}`}>Calls in progress aren’t affected.</DialogHeader>
          <Editing key={trunk.id} trunk={trunk} onSaved={closeDialog} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function Editing({ trunk, onSaved }: { trunk: TrunkListItem; onSaved: () => void }) {
  const { key, ...form } = useEditTrunk(trunk, onSaved);
  const stored = {
    inbound: trunk.inbound_config.auth_password_set,
    outbound: trunk.outbound_config?.auth_password_set ?? false,
  };
  return <TrunkForm key={key} {...form} stored={stored} submit="Save" submitting="Saving…" />;
}

/** The server rejects this while the trunk has numbers; the dialog then stays open and says how many. */
function DeleteTrunk({ trunks }: { trunks: TrunkListItem[] }) {
  const { subject, closeDialog } = useDialogUrl("delete");
  const trunk = trunks.find(({ id }) => id === subject);
  const { mutate, isPending, error, reset } = useDeleteTrunk(closeDialog);
  const close = () => {
    reset();
    closeDialog();
  };
  if (!trunk) return null;
  return (
    <ConfirmDialog
      open
      onOpenChange={(next) => !next && close()}
      title={`Delete ${trunk.name}`}
      confirm="Delete trunk"
      confirming="Deleting…"
      working={isPending}
      error={error?.message}
      onConfirm={() => mutate(trunk)}
    >
      This permanently deletes the trunk and its credentials. Nothing changes at your provider.
    </ConfirmDialog>
  );
}
