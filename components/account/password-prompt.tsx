"use client";

import type { ReactNode } from "react";
import { Dialog, DialogContent, DialogHeader } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { fieldErrorOf } from "@/components/ui/field-error";
import { Input } from "@/components/ui/input";

type PasswordPromptProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  confirm: string;
  danger?: boolean;
  working: boolean;
  error: Error | null;
  onConfirm: (password: string) => void;
};

/** Asks for the password again before how somebody signs in is changed. */
export function PasswordPrompt({ open, onOpenChange, title, children, confirm, danger, ...rest }: PasswordPromptProps) {
  const { working, error, onConfirm } = rest;
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="max-w-[440px]">
        <DialogHeader title={title}>{children}</DialogHeader>
        <DialogForm
          submit={confirm}
          submitting="Checking…"
          variant={danger ? "danger" : "primary"}
          working={working}
          onSubmit={(form) => onConfirm(String(new FormData(form).get("current_password")))}
        >
          <Field label="Your password" error={fieldErrorOf(error, "current_password") ?? fieldErrorOf(error)}>
            {(control) => (
              <Input {...control} required name="current_password" type="password" autoComplete="current-password" />
            )}
          </Field>
        </DialogForm>
      </DialogContent>
    </Dialog>
  );
}
