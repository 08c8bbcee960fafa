"use client";

import { toast } from "sonner";
import { z } from "zod";
import { useOrganization } from "@/components/organizations/organization-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { TimeAgo } from "@/components/ui/time-ago";
import { WorkingLabel } from "@/components/ui/working-label";
import { type InvitationRecord, SentInvitation } from "@/lib/identity/invitations/schemas";
import { roleNames } from "./role-names";
import { useMemberAction } from "./use-member-action";

type InvitationsListProps = { invitations: InvitationRecord[]; onSent: (invitation: SentInvitation) => void };

export function InvitationsList({ invitations, onSent }: InvitationsListProps) {
  if (invitations.length === 0) return null;
  return (
    <section className="mt-8">
      <h2 className="mb-3 font-semibold text-lg tracking-[-0.012em]">Invitations</h2>
      <ul aria-label="Invitations" className="overflow-hidden rounded-card border bg-surface">
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} onSent={onSent} />
        ))}
      </ul>
    </section>
  );
}

type InvitationRowProps = { invitation: InvitationRecord; onSent: (invitation: SentInvitation) => void };

function InvitationRow({ invitation, onSent }: InvitationRowProps) {
  const { id, email, role, created_at, expires_at } = invitation;
  const path = `/admin/invitations/${id}`;
  const manages = useOrganization().scopes.includes("members:manage");
  const { now } = useClock();
  const resend = useMemberAction({ path: `${path}/resend`, method: "POST", response: SentInvitation });
  const revoke = useMemberAction({ path, method: "DELETE", response: z.undefined() });
  const onError = (error: Error) =>
    toast.error(`Couldn't update the invitation for ${email}`, { description: error.message });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <span dir="auto" className="truncate font-medium">
            {email}
          </span>
          {Date.parse(expires_at) <= now && <Badge tone="warning">Expired</Badge>}
        </p>
        <p className="text-muted-foreground text-sm">
          {roleNames[role]}, invited <TimeAgo iso={created_at} />
        </p>
      </div>
      {manages && (
        <div className="flex gap-2">
          <Button
            variant="outline"
            size="small"
            aria-label={`Resend the invitation for ${email}`}
            aria-disabled={resend.isPending}
            onClick={() => !resend.isPending && resend.mutate(undefined, { onSuccess: onSent, onError })}
          >
            <WorkingLabel working={resend.isPending} label="Resend" workingLabel="Sending…" />
          </Button>
          <Button
            variant="outline"
            size="small"
            aria-label={`Revoke the invitation for ${email}`}
            aria-disabled={revoke.isPending}
            onClick={() => !revoke.isPending && revoke.mutate(undefined, { onError })}
          >
            <WorkingLabel working={revoke.isPending} label="Revoke" workingLabel="Revoking…" />
          </Button>
        </div>
      )}
    </li>
  );
}
