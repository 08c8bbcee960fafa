"use client";

import { toast } from "sonner";
import { z } from "zod";
import { useOrganization } from "@/components/organizations/organization-context";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { MemberRecord } from "@/lib/members/schemas";
import { useMemberAction } from "./use-member-action";

export function RemoveMember({ member, onClose }: { member: MemberRecord | undefined; onClose: () => void }) {
  const { name: organization } = useOrganization();
  const remove = useMemberAction({
    path: `/admin/members/${member?.id}`,
    method: "DELETE",
    response: z.undefined(),
  });
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(`${member?.name} is no member any more`);
        onClose();
      },
    });
  return (
    <ConfirmDialog
      open={member !== undefined}
      onOpenChange={(open) => !open && close()}
      title={`Remove ${member?.name ?? ""}`}
      keep="Keep"
      confirm="Remove member"
      confirming="Removing…"
      working={remove.isPending}
      error={remove.error?.message}
      onConfirm={confirm}
    >
      {member?.email} cannot enter {organization} any more, in the browser or with a token. API keys that they made
      stay.
    </ConfirmDialog>
  );
}
