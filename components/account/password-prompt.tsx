"use client";

import type { FormEvent, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { fieldErrorOf } from "@/components/ui/field-error";
import { Input } from "@/components/ui/input";
import { WorkingLabel } from "@/components/ui/working-label";

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
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!working) onConfirm(String(new FormData(event.currentTarget).get("current_password")));
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="max-w-[440px]">
        <form onSubmit={submit} className="flex min-h-0 flex-col">
          <DialogHeader title={title}>{children}</DialogHeader>
          <DialogBody>
            <Field label="Your password" error={fieldErrorOf(error, "current_password") ?? fieldErrorOf(error)}>
              {(control) => (
                <Input {...control} required name="current_password" type="password" autoComplete="current-password" />
              )}
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button variant="outline" onClick={() => onOpenChange(false)}>
              Cancel
            </Button>
            <Button type="submit" variant={danger ? "danger" : "primary"} aria-disabled={working}>
              <WorkingLabel working={working} label={confirm} workingLabel="Checking…" />
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
