"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "./button";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "./dialog";
import { Field } from "./field";
import { Input } from "./input";
import { Notice } from "./notice";
import { WorkingLabel } from "./working-label";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Names the object and the action. */
  title: ReactNode;
  /** The consequences: what is lost, and what stays. */
  children: ReactNode;
  /** An additional choice. */
  choice?: ReactNode;
  confirm: string;
  confirming: string;
  /** `primary` is for a final action that loses nothing. */
  variant?: "danger" | "primary";
  /** The text to type before the button works, for actions that cannot be undone. */
  typed?: string;
  working?: boolean;
  /** Why the action failed; the dialog stays open. */
  error?: string | undefined;
  onConfirm: () => void;
  /** Defaults to returning focus to the previous element. */
  onCloseAutoFocus?: (event: Event) => void;
};

/** Asks before a loss: names the object and the consequences, and can require typing its name. */
export function ConfirmDialog({ open, onOpenChange, typed, working = false, ...texts }: ConfirmDialogProps) {
  const [text, setText] = useState("");
  const matches = typed === undefined || text.trim() === typed;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (matches && !working) texts.onConfirm();
  };
  const change = (next: boolean) => {
    setText("");
    onOpenChange(next);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent className="max-w-[460px]" onCloseAutoFocus={texts.onCloseAutoFocus}>
        <form onSubmit={submit} className="flex min-h-0 flex-col">
          <DialogHeader title={texts.title}>{texts.children}</DialogHeader>
          {(typed !== undefined || texts.choice || texts.error) && (
            <DialogBody>
              {texts.choice}
              {typed !== undefined && (
                <Field
                  label={
                    <>
                      Type <span className="font-mono">{typed}</span> to confirm
                    </>
                  }
                >
                  {(control) => (
                    <Input
                      {...control}
                      value={text}
                      onChange={(event) => setText(event.target.value)}
                      autoComplete="off"
                      spellCheck={false}
                      className="font-mono"
                    />
                  )}
                </Field>
              )}
              {texts.error && (
                <div role="alert">
                  <Notice tone="danger">{texts.error}</Notice>
                </div>
              )}
            </DialogBody>
          )}
          <DialogFooter>
            <Button variant="outline" onClick={() => change(false)}>
              Cancel
            </Button>
            <Button
              type="submit"
              variant={texts.variant ?? "danger"}
              aria-disabled={!matches || working}
              className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
            >
              <WorkingLabel working={working} label={texts.confirm} workingLabel={texts.confirming} />
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
