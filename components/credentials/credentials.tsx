"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadMore } from "@/components/ui/load-more";
import { CouldNotLoad } from "@/components/ui/message-card";
import { PageHeader } from "@/components/ui/page-header";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import { type CredentialKind, credentialKinds } from "./credential-kinds";
import { CredentialsTable } from "./credentials-table";
import { DeleteCredential } from "./delete-credential";
import { NewCredentialDialog } from "./new-credential-dialog";
import { credentialsQuery } from "./queries";

type CredentialsProps = { kind: CredentialKind; title: string; description: string };

export function Credentials({ kind, title, description }: CredentialsProps) {
  const { id } = useOrganization();
  const query = useInfiniteQuery(credentialsQuery(kind, id));
  const creating = useDialogUrl("new");
  const deleting = useDialogUrl("delete");
  const credentials = query.data?.pages.flatMap((page) => page.data) ?? [];
  const { noun, list, empty } = credentialKinds[kind];
  const create = <Button onClick={() => creating.openDialog()}>Create {noun}</Button>;
  return (
    <>
      <PageHeader title={title} description={description} actions={credentials.length > 0 && create} />
      {query.error && !query.data ? (
        <CouldNotLoad what={`the ${noun}s`} error={query.error} onRetry={() => query.refetch()} />
      ) : credentials.length === 0 ? (
        <EmptyState title={`No ${noun} yet`} action={create}>
          {empty}
        </EmptyState>
      ) : (
        <CredentialsTable
          label={list}
          credentials={credentials}
          onDelete={(credential) => deleting.openDialog(credential.id)}
        />
      )}
      <LoadMore available={query.hasNextPage} loading={query.isFetchingNextPage} load={query.fetchNextPage} />
      <NewCredentialDialog kind={kind} open={creating.open} onClose={creating.closeDialog} />
      <DeleteCredential
        kind={kind}
        credential={credentials.find((credential) => credential.id === deleting.subject)}
        onClose={deleting.closeDialog}
      />
    </>
  );
}
