"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { usePublishVersion } from "./use-agent-mutations";

/** Asks first, because a published version cannot be changed. */
export function PublishVersion({ agentId, version }: { agentId: string; version: number }) {
  const [open, setOpen] = useState(false);
  const { mutate, isPending, error, reset } = usePublishVersion(agentId, () => setOpen(false));
  const change = (next: boolean) => {
    reset();
    setOpen(next);
  };
  return (
    <>
      <Button size="small" aria-label={`Publish version ${version}`} onClick={() => change(true)}>
        Publish
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={change}
        title={`Publish version ${version}`}
        variant="primary"
        confirm="Publish"
        confirming="Publishing…"
        working={isPending}
        error={error?.message}
        onConfirm={() => mutate(version)}
      >
        Published versions can’t be edited. Numbers stay on their current version until you assign this one.
      </ConfirmDialog>
    </>
  );
}
