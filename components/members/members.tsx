"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { LoadMore } from "@/components/ui/load-more";
import { CouldNotLoad } from "@/components/ui/message-card";
import { PageHeader } from "@/components/ui/page-header";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import type { SentInvitation } from "@/lib/identity/invitations/schemas";
import { InvitationLink } from "./invitation-link";
import { InvitationsList } from "./invitations-list";
import { InviteDialog } from "./invite-dialog";
import { MembersTable } from "./members-table";
import { invitationsQuery, membersQuery } from "./queries";
import { RemoveMember } from "./remove-member";

export function Members() {
  const { id, name, scopes } = useOrganization();
  const query = useInfiniteQuery(membersQuery(id));
  const invited = useInfiniteQuery(invitationsQuery(id));
  const inviting = useDialogUrl("invite");
  const removing = useDialogUrl("remove");
  const [sent, setSent] = useState<SentInvitation>();
  const members = query.data?.pages.flatMap((page) => page.data) ?? [];
  const invitations = invited.data?.pages.flatMap((page) => page.data) ?? [];
  const tell = (invitation: SentInvitation) => {
    if (invitation.emailed) toast.success(`Invitation sent to ${invitation.email}`);
    if (!invitation.emailed && invitation.link === null) {
      toast.error(`Couldn't send the invitation to ${invitation.email}`, {
        description: "The mail server didn't accept it. Resend it below in a moment.",
      });
    }
    setSent(invitation);
  };
  const invite = scopes.includes("members:manage") && <Button onClick={() => inviting.openDialog()}>Invite</Button>;
  return (
    <>
      <PageHeader title="Members" description={`People with access to ${name}.`} actions={invite} />
      {query.error && !query.data ? (
        <CouldNotLoad what="the members" error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <MembersTable members={members} onRemove={(member) => removing.openDialog(member.id)} />
      )}
      <LoadMore available={query.hasNextPage} loading={query.isFetchingNextPage} load={query.fetchNextPage} />
      <InvitationsList invitations={invitations} onSent={tell} />
      <LoadMore available={invited.hasNextPage} loading={invited.isFetchingNextPage} load={invited.fetchNextPage} />
      <InviteDialog open={inviting.open} onClose={inviting.closeDialog} onSent={tell} />
      <InvitationLink sent={sent} onClose={() => setSent(undefined)} />
      <RemoveMember member={members.find((member) => member.id === removing.subject)} onClose={removing.closeDialog} />
    </>
  );
}
