"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { useOrganization } from "@/components/organizations/organization-context";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { MemberRecord } from "@/lib/identity/members/schemas";
import { KeysChoice } from "./keys-choice";
import { keysMadeByQuery } from "./queries";
import { useMemberAction } from "./use-member-action";

export function RemoveMember({ member, onClose }: { member: MemberRecord | undefined; onClose: () => void }) {
  const { id: organizationId, name: organization, scopes } = useOrganization();
  const [deletesKeys, setDeletesKeys] = useState(false);
  const made = useQuery({
    ...keysMadeByQuery(organizationId, member?.id ?? ""),
    enabled: member !== undefined && scopes.includes("api_keys:manage"),
  });
  const keys = made.data?.data ?? [];
  const remove = useMemberAction({
    path: `/admin/members/${member?.id}${deletesKeys ? "?delete_api_keys=true" : ""}`,
    method: "DELETE",
    response: z.undefined(),
  });
  const close = () => {
    remove.reset();
    setDeletesKeys(false);
    onClose();
  };
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(`${member?.name} removed`);
        close();
      },
    });
  return (
    <ConfirmDialog
      open={member !== undefined}
      onOpenChange={(open) => !open && close()}
      title={`Remove ${member?.name ?? ""}`}
      confirm="Remove member"
      confirming="Removing…"
      working={remove.isPending}
      error={remove.error?.message}
      choice={
        keys.length > 0 && (
          <KeysChoice
            keys={keys}
            more={made.data?.pagination.next_cursor !== null}
            checked={deletesKeys}
            onChange={setDeletesKeys}
          />
        )
      }
      onConfirm={confirm}
    >
      {member?.email} loses access to {organization} immediately, and their open invitations are revoked. API keys they
      created keep working unless you delete them.
    </ConfirmDialog>
  );
}
