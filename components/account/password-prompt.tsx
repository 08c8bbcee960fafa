"use client";

import type { ReactNode } from "react";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fieldErrorOf } from "@/lib/api-client/field-error";

type PasswordPromptProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  confirm: string;
  danger?: boolean;
  /** Also asks for a code of the second factor. */
  withCode: boolean;
  working: boolean;
  error: Error | null;
  onConfirm: (shown: { current_password: string; code?: string }) => void;
};

/** Asks for the password again before a sign-in change. */
export function PasswordPrompt({ open, onOpenChange, title, children, confirm, danger, ...rest }: PasswordPromptProps) {
  const { withCode, working, error, onConfirm } = rest;
  const codeError = withCode ? fieldErrorOf(error, "code") : undefined;
  const submit = (form: HTMLFormElement) => {
    const fields = new FormData(form);
    const current_password = String(fields.get("current_password"));
    onConfirm({ current_password, ...(withCode && { code: String(fields.get("code")) }) });
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="max-w-[440px]">
        <DialogHeader title={title}>{children}</DialogHeader>
        <DialogForm
          submit={confirm}
          submitting="Checking…"
          variant={danger ? "danger" : "primary"}
          working={working}
          onSubmit={submit}
        >
          <Field
            label="Your password"
            error={fieldErrorOf(error, "current_password") ?? (codeError ? undefined : fieldErrorOf(error))}
          >
            {(control) => (
              <Input {...control} required name="current_password" type="password" autoComplete="current-password" />
            )}
          </Field>
          {withCode && (
            <Field
              label="Verification code"
              error={codeError}
              hint="Enter the 6-digit code from your authenticator app, or a recovery code."
            >
              {(control) => (
                <Input
                  {...control}
                  required
                  name="code"
                  maxLength={64}
                  autoComplete="one-time-code"
                  autoCapitalize="none"
                  spellCheck={false}
                  className="font-mono"
                />
              )}
            </Field>
          )}
        </DialogForm>
      </DialogContent>
    </Dialog>
  );
}
