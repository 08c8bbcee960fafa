"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { Dialog, DialogBody, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { CouldNotLoad } from "@/components/ui/message-card";
import { Skeleton } from "@/components/ui/skeleton";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import { ConfigEditor, ConfigView } from "./config-editor";
import { agentQuery, agentVersionQuery } from "./queries";
import { useSaveVersion } from "./use-agent-mutations";

/** `?version=new` starts from the latest version; `?version=3` shows that one, editable while it is a draft. */
export function VersionDialog({ agentId, canManage }: { agentId: string; canManage: boolean }) {
  const { subject, closeDialog } = useDialogUrl("version");
  // Outlives the dialog, so input survives closing it by mistake.
  const [typed, setTyped] = useState<Record<string, string>>({});
  const isKnown = subject !== null && /^(new|[1-9]\d{0,8})$/.test(subject) && (subject !== "new" || canManage);
  return (
    <Dialog open={isKnown} onOpenChange={(next) => !next && closeDialog()}>
      <DialogContent className="max-w-[760px]">
        {isKnown && (
          <VersionEditing
            key={subject}
            agentId={agentId}
            version={subject === "new" ? null : Number(subject)}
            canManage={canManage}
            typed={typed[subject]}
            onType={(text) =>
              setTyped(({ [subject]: _, ...others }) => (text === undefined ? others : { ...others, [subject]: text }))
            }
            onSaved={closeDialog}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}

type VersionEditingProps = {
  agentId: string;
  /** Null for a new version. */
  version: number | null;
  canManage: boolean;
  typed: string | undefined;
  onType: (text: string | undefined) => void;
  onSaved: () => void;
};

function VersionEditing({ agentId, version, canManage, typed, onType, onSaved }: VersionEditingProps) {
  const { id } = useOrganization();
  const { data: agent } = useQuery(agentQuery(id, agentId));
  const source = version ?? agent?.latest_version ?? null;
  const shown = useQuery({ ...agentVersionQuery(id, agentId, source ?? 0), enabled: source !== null });
  const save = useSaveVersion(agentId, version, () => {
    onType(undefined);
    onSaved();
  });
  const discard = () => {
    save.reset();
    onType(undefined);
  };
  const title = version === null ? "Create version" : `Version ${version}`;
  if (source !== null && shown.data === undefined) {
    return (
      <>
        <DialogHeader title={title} />
        <DialogBody>
          {shown.error ? (
            <CouldNotLoad what="the version" error={shown.error} onRetry={() => shown.refetch()} />
          ) : (
            <Skeleton className="h-[360px]" />
          )}
        </DialogBody>
      </>
    );
  }
  const initial = JSON.stringify(shown.data?.record.config ?? {}, null, 2);
  if (version !== null && (shown.data?.record.published || !canManage)) {
    return (
      <>
        <DialogHeader title={title}>{shown.data?.record.published ? "Published. Read-only." : "Draft."}</DialogHeader>
        <ConfigView text={initial} />
      </>
    );
  }
  return (
    <>
      <DialogHeader title={title}>
        {version !== null
          ? "Draft. Editable until published."
          : source === null
            ? "Stays a draft until you publish it."
            : `Starts as a copy of version ${source} and stays a draft until you publish it.`}
      </DialogHeader>
      <ConfigEditor
        text={typed ?? initial}
        onChange={onType}
        onDiscard={typed === undefined ? undefined : discard}
        submit={version === null ? "Create version" : "Save draft"}
        submitting={version === null ? "Creating…" : "Saving…"}
        working={save.isPending}
        error={save.error}
        onSubmit={(config) => save.mutate({ config, etag: shown.data?.etag ?? null })}
      />
    </>
  );
}
