"use client";

import { useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import { fieldErrorOf } from "@/lib/api-client/field-error";
import { useAccountAction } from "./use-account-action";

/** Accepts typed and pasted passwords and shows errors below the field. */
export function ChangePassword() {
  const { open, openDialog, closeDialog } = useDialogUrl("password");
  const change = useAccountAction({ path: "/admin/account/password", response: z.undefined() });
  const [shown, setShown] = useState(false);

  const submit = (form: HTMLFormElement) => {
    const fields = new FormData(form);
    const { current_password, new_password } = Object.fromEntries(fields);
    const end_personal_access_tokens = fields.has("end_personal_access_tokens");
    const onSuccess = () => {
      closeDialog();
      toast("Password changed. Other browsers were signed out.");
    };
    change.mutate({ current_password, new_password, end_personal_access_tokens }, { onSuccess });
  };
  const onOpenChange = (next: boolean) => {
    change.reset();
    setShown(false);
    if (!next) closeDialog();
  };
  const type = shown ? "text" : "password";
  return (
    <>
      <Button variant="outline" size="small" onClick={() => openDialog()}>
        Change password
      </Button>
      <Dialog open={open} onOpenChange={onOpenChange}>
        <DialogContent className="max-w-[440px]">
          <DialogHeader title="Change password">Other browsers will be signed out.</DialogHeader>
          <DialogForm submit="Change password" submitting="Changing…" working={change.isPending} onSubmit={submit}>
            <Field label="Current password" error={fieldErrorOf(change.error, "current_password")}>
              {(control) => (
                <Input {...control} required name="current_password" type={type} autoComplete="current-password" />
              )}
            </Field>
            <Field
              label="New password"
              hint="At least 12 characters. Several unrelated words work best."
              error={fieldErrorOf(change.error, "new_password") ?? fieldErrorOf(change.error)}
            >
              {(control) => (
                <Input
                  {...control}
                  required
                  minLength={12}
                  name="new_password"
                  type={type}
                  autoComplete="new-password"
                />
              )}
            </Field>
            <label className="flex items-start gap-2 text-sm">
              <input
                type="checkbox"
                name="end_personal_access_tokens"
                defaultChecked
                className="mt-0.5 size-4 shrink-0 accent-(--accent)"
              />
              Also delete my personal access tokens. Anything using one stops working.
            </label>
            <label className="flex items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={shown}
                onChange={(event) => setShown(event.target.checked)}
                className="size-4 accent-(--accent)"
              />
              Show passwords
            </label>
          </DialogForm>
        </DialogContent>
      </Dialog>
    </>
  );
}
