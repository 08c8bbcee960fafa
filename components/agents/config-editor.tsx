"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { WorkingLabel } from "@/components/ui/working-label";
import { ApiError } from "@/lib/api-client/api-client";
import { fieldErrorOf } from "@/lib/api-client/field-error";
import type { JsonObject } from "@/lib/platform/json-object";
import { readConfig } from "./read-config";

const codeClasses = "h-[46vh] min-h-48 resize-y whitespace-pre font-mono text-sm leading-6";

type ConfigEditorProps = {
  text: string;
  onChange: (text: string) => void;
  /** Restores the saved text; absent without changes. */
  onDiscard: (() => void) | undefined;
  submit: string;
  submitting: string;
  working: boolean;
  /** Why saving failed; the input stays. */
  error: Error | null;
  onSubmit: (config: JsonObject) => void;
};

/** Edits JSON as text. Reports errors on submit or format, and clears them on the next change. */
export function ConfigEditor({ text, onChange, onDiscard, error, working, onSubmit, ...labels }: ConfigEditorProps) {
  const [trouble, setTrouble] = useState<string>();
  const read = (use: (config: JsonObject) => void) => {
    const reading = readConfig(text);
    setTrouble("trouble" in reading ? reading.trouble : undefined);
    if ("config" in reading) use(reading.config);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!working) read(onSubmit);
  };
  const refusal = sentenceOf(error);
  return (
    <form onSubmit={send} className="flex min-h-0 flex-col">
      <DialogBody>
        <Field label="Configuration" hint="JSON object, up to 256 KiB." error={trouble ?? refusal}>
          {(control) => (
            <Textarea
              {...control}
              value={text}
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="off"
              className={codeClasses}
              onChange={({ target }) => {
                setTrouble(undefined);
                onChange(target.value);
              }}
            />
          )}
        </Field>
      </DialogBody>
      <DialogFooter>
        <div className="mr-auto flex gap-2">
          <Button variant="quiet" onClick={() => read((config) => onChange(JSON.stringify(config, null, 2)))}>
            Format
          </Button>
          {onDiscard && (
            <Button
              variant="quiet"
              onClick={() => {
                setTrouble(undefined);
                onDiscard();
              }}
            >
              Discard changes
            </Button>
          )}
        </div>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" aria-disabled={working}>
          <WorkingLabel working={working} label={labels.submit} workingLabel={labels.submitting} />
        </Button>
      </DialogFooter>
    </form>
  );
}

function sentenceOf(error: Error | null): string | undefined {
  if (error instanceof ApiError && error.code === "precondition_failed") {
    return "Someone else edited this draft. Save again to overwrite it, or discard your changes to see theirs.";
  }
  return fieldErrorOf(error, "config") ?? error?.message;
}

/** Read-only version of the editor. */
export function ConfigView({ text }: { text: string }) {
  return (
    <>
      <DialogBody>
        <Field label="Configuration">
          {(control) => <Textarea {...control} value={text} readOnly spellCheck={false} className={codeClasses} />}
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Close</Button>
        </DialogClose>
      </DialogFooter>
    </>
  );
}
