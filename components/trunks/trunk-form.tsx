"use client";

import { type ReactNode, useState } from "react";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fieldErrorOf } from "@/lib/api-client/field-error";
import { InboundFields, OutboundFields } from "./trunk-fields";
import type { TrunkValues } from "./trunk-values";

type TrunkFormProps = {
  initial: TrunkValues;
  /** Empty fields keep the stored passwords. */
  stored: { inbound: boolean; outbound: boolean };
  submit: string;
  submitting: string;
  working: boolean;
  /** Why saving failed; the input stays. */
  error: Error | null;
  /** A decision to make before saving. */
  notice?: ReactNode;
  onSubmit: (values: TrunkValues) => void;
};

/** The body of the dialogs that create and edit a trunk. The server validates the fields. */
export function TrunkForm({ initial, stored, submit, submitting, working, error, notice, onSubmit }: TrunkFormProps) {
  const [values, setValues] = useState(initial);
  const change = (part: Partial<TrunkValues>) => setValues((before) => ({ ...before, ...part }));
  return (
    <DialogForm
      {...{ submit, submitting, working, notice }}
      trouble={fieldErrorOf(error)}
      noValidate
      className="gap-5"
      onSubmit={() => onSubmit(values)}
    >
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
    </DialogForm>
  );
}
