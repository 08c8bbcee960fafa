"use client";

import { toast } from "sonner";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { WorkingLabel } from "@/components/ui/working-label";
import type { AccountRecord } from "@/lib/identity/account/schemas";
import { SecuritySection } from "./security-section";
import { useAccountAction } from "./use-account-action";

export function EmailAddress({ account }: { account: AccountRecord }) {
  const send = useAccountAction({ path: "/admin/account/verification-mail", response: z.undefined() });
  const { email, email_verified: verified, can_verify_email: canVerify } = account;
  const submit = () => {
    if (send.isPending) return;
    send.mutate(undefined, {
      onSuccess: () => toast.success(`Link sent to ${email}`),
      onError: (error) => toast.error("Couldn't send the link", { description: error.message }),
    });
  };
  return (
    <SecuritySection
      title="Email address"
      description={
        verified ? (
          `${email}, confirmed.`
        ) : (
          <>
            {email} is not confirmed, so you can be a member of one organization only.
            {!canVerify && " It can't be confirmed here because no mail server is configured."}
          </>
        )
      }
      action={
        !verified &&
        canVerify && (
          <Button variant="outline" size="small" aria-disabled={send.isPending} onClick={submit}>
            <WorkingLabel working={send.isPending} label="Mail a link" workingLabel="Sending…" />
          </Button>
        )
      }
    />
  );
}
