"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { fieldErrorOf } from "@/components/ui/field-error";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { WorkingLabel } from "@/components/ui/working-label";
import { InboundFields, OutboundFields } from "./trunk-fields";
import type { TrunkValues } from "./trunk-values";

type TrunkFormProps = {
  initial: TrunkValues;
  /** Whether there are passwords that an empty field keeps. */
  stored: { inbound: boolean; outbound: boolean };
  submit: string;
  submitting: string;
  working: boolean;
  /** Why it was not saved; what was typed stays. */
  error: Error | null;
  onSubmit: (values: TrunkValues) => void;
};

/** The inside of the dialogs that create and edit a trunk. What is wrong with a field, the server says. */
export function TrunkForm({ initial, stored, submit, submitting, working, error, onSubmit }: TrunkFormProps) {
  const [values, setValues] = useState(initial);
  const change = (part: Partial<TrunkValues>) => setValues((before) => ({ ...before, ...part }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!working) onSubmit(values);
  };
  const general = fieldErrorOf(error);
  return (
    <form onSubmit={send} noValidate className="flex min-h-0 flex-col">
      <DialogBody className="gap-5">
        <Field label="Name" error={fieldErrorOf(error, "name")}>
          {(control) => (
            <Input
              {...control}
              value={values.name}
              maxLength={100}
              autoComplete="off"
              onChange={({ target }) => change({ name: target.value })}
            />
          )}
        </Field>
        <InboundFields values={values} stored={stored.inbound} error={error} onChange={change} />
        <OutboundFields values={values} stored={stored.outbound} error={error} onChange={change} />
        {general && (
          <div role="alert">
            <Notice tone="danger">{general}</Notice>
          </div>
        )}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" aria-disabled={working}>
          <WorkingLabel working={working} label={submit} workingLabel={submitting} />
        </Button>
      </DialogFooter>
    </form>
  );
}
