"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fieldErrorOf } from "@/lib/api-client/field-error";
import { type NewSecondFactor, RecoveryCodes } from "@/lib/identity/second-factor/schemas";
import { QrCode } from "./qr-code";
import { RecoveryCodesList } from "./recovery-codes-list";
import { useAccountAction } from "./use-account-action";

type EnrolDialogProps = { secret: NewSecondFactor; onClose: () => void };

/** Nothing changes until the code is correct. */
export function EnrolDialog({ secret, onClose }: EnrolDialogProps) {
  const path = "/admin/account/second-factor/confirm";
  const confirm = useAccountAction({ path, response: RecoveryCodes });
  const [codes, setCodes] = useState<readonly string[]>();
  const submit = (form: HTMLFormElement) => {
    const code = String(new FormData(form).get("code"));
    confirm.mutate({ code }, { onSuccess: (answer) => setCodes(answer.recovery_codes) });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-[480px]">
        {codes ? (
          <>
            <DialogHeader title="Save your recovery codes">
              Use each code once if you lose your phone. Save them now; you won’t see them again.
            </DialogHeader>
            <DialogBody>
              <RecoveryCodesList codes={codes} />
            </DialogBody>
            <DialogFooter>
              <Button onClick={onClose}>Done</Button>
            </DialogFooter>
          </>
        ) : (
          <>
            <DialogHeader title="Scan with your authenticator app">Then enter the code it shows.</DialogHeader>
            <DialogForm submit="Turn on" submitting="Checking…" working={confirm.isPending} onSubmit={submit}>
              <div className="flex flex-wrap items-center gap-5">
                <QrCode text={secret.uri} label="QR code for your authenticator app" />
                <div className="min-w-0 flex-1 basis-40 text-sm">
                  <p className="text-muted-foreground">Can’t scan it? Enter this key:</p>
                  <p className="mt-1 break-all font-mono">{secret.secret.replace(/(.{4})(?=.)/g, "$1 ")}</p>
                </div>
              </div>
              <Field
                label="Verification code"
                error={fieldErrorOf(confirm.error, "code") ?? fieldErrorOf(confirm.error)}
              >
                {(control) => (
                  <Input
                    {...control}
                    required
                    name="code"
                    inputMode="numeric"
                    autoComplete="one-time-code"
                    className="max-w-40 font-mono"
                  />
                )}
              </Field>
            </DialogForm>
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}
