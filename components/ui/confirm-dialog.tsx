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
  /** Names the thing and what happens to it. */
  title: ReactNode;
  /** The consequence: what cannot be brought back, what is not touched. */
  children: ReactNode;
  /** A choice to make on the way. */
  choice?: ReactNode;
  confirm: string;
  confirming: string;
  /** For what is final but loses nothing: `primary`. */
  variant?: "danger" | "primary";
  /** When given, it must be typed before the button works: for what cannot be undone. */
  typed?: string;
  working?: boolean;
  /** Why it did not work; the dialog stays as it was. */
  error?: string | undefined;
  onConfirm: () => void;
  /** Where the focus goes when it closes; back to where it came from when absent. */
  onCloseAutoFocus?: (event: Event) => void;
};

/** Asks before something is lost: names it, says what goes, and can ask for its name to be typed. */
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
