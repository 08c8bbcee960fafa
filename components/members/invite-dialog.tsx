"use client";

import { useState } from "react";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SentInvitation } from "@/lib/identity/invitations/schemas";
import { Role } from "@/lib/identity/schemas";
import { roleHint, roleNames } from "./role-names";
import { useMemberAction } from "./use-member-action";

type InviteDialogProps = { open: boolean; onClose: () => void; onSent: (invitation: SentInvitation) => void };

export function InviteDialog({ open, onClose, onSent }: InviteDialogProps) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const invite = useMemberAction({ path: "/admin/members", method: "POST", response: SentInvitation });
  const close = () => {
    invite.reset();
    setEmail("");
    onClose();
  };
  const submit = () => {
    const onSuccess = (invitation: SentInvitation) => {
      close();
      onSent(invitation);
    };
    invite.mutate({ email, role }, { onSuccess });
  };
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()}>
      <DialogContent className="max-w-[460px]">
        <DialogHeader title="Invite a member">They’ll get a single-use link that expires in 7 days.</DialogHeader>
        <DialogForm submit="Invite" submitting="Inviting…" working={invite.isPending} onSubmit={submit}>
          <Field label="Email" error={invite.error?.message}>
            {(control) => (
              <Input
                {...control}
                required
                type="email"
                autoComplete="off"
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            )}
          </Field>
          <Field label="Role" hint={roleHint}>
            {(control) => (
              <Select {...control} value={role} onChange={(event) => setRole(Role.parse(event.target.value))}>
                {Role.options.toReversed().map((each) => (
                  <option key={each} value={each}>
                    {roleNames[each]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </DialogForm>
      </DialogContent>
    </Dialog>
  );
}
