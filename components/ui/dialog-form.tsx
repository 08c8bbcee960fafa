"use client";

import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "./button";
import { DialogBody, DialogClose, DialogFooter } from "./dialog";
import { Notice } from "./notice";
import { WorkingLabel } from "./working-label";

type DialogFormProps = {
  children: ReactNode;
  submit: string;
  submitting: string;
  variant?: "primary" | "danger";
  working: boolean;
  /** Why submitting failed, when no field shows it; the input stays. */
  trouble?: string | undefined;
  /** A decision to make before submitting. */
  notice?: ReactNode;
  /** When the form itself reports missing input. */
  noValidate?: boolean;
  className?: string;
  /** Not called while working. */
  onSubmit: (form: HTMLFormElement) => void;
};

/** The body of a form dialog: fields, error, Cancel, and the submit button. */
export function DialogForm({ children, submit, submitting, variant, working, ...rest }: DialogFormProps) {
  const { trouble, notice, noValidate, className, onSubmit } = rest;
  const form = useRef<HTMLFormElement>(null);
  const isAnswerDue = useRef(false);
  // A long form scrolls, so the error could be out of sight.
  useEffect(() => {
    if (working) isAnswerDue.current = true;
    else if (isAnswerDue.current) {
      isAnswerDue.current = false;
      showProblem(form.current);
    }
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (working) return;
    isAnswerDue.current = true;
    onSubmit(event.currentTarget);
  };
  return (
    <form ref={form} onSubmit={send} noValidate={noValidate} className="flex min-h-0 flex-col">
      <DialogBody className={className}>
        {children}
        {notice}
        {trouble && (
          <div role="alert">
            <Notice tone="danger">{trouble}</Notice>
          </div>
        )}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" variant={variant} aria-disabled={working}>
          <WorkingLabel working={working} label={submit} workingLabel={submitting} />
        </Button>
      </DialogFooter>
    </form>
  );
}

/** Focuses the first invalid field or, without one, scrolls to the message. */
function showProblem(form: HTMLFormElement | null) {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  if (field) field.focus();
  else form?.querySelector('[role="alert"]')?.scrollIntoView({ block: "center" });
}
