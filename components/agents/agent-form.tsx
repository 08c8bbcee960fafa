"use client";

import { type ReactNode, useState } from "react";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { fieldErrorOf } from "@/lib/api-client/field-error";

export type AgentValues = { name: string; description: string; active: boolean; isDemo: boolean };

type AgentFormProps = {
  initial: AgentValues;
  submit: string;
  submitting: string;
  working: boolean;
  /** Why saving failed; the input stays. */
  error: Error | null;
  /** A decision to make before saving. */
  notice?: ReactNode;
  onSubmit: (values: AgentValues) => void;
};

/** The body of the dialogs that create and edit an agent. */
export function AgentForm({ initial, submit, submitting, working, error, notice, onSubmit }: AgentFormProps) {
  const [values, setValues] = useState(initial);
  const [nameMissing, setNameMissing] = useState(false);
  const change = (part: Partial<AgentValues>) => setValues((before) => ({ ...before, ...part }));
  const send = () => {
    const missing = values.name.trim() === "";
    setNameMissing(missing);
    if (!missing) onSubmit(values);
  };
  return (
    <DialogForm {...{ submit, submitting, working, notice }} trouble={fieldErrorOf(error)} noValidate onSubmit={send}>
      <Field label="Name" error={nameMissing ? "Enter a name for the agent." : fieldErrorOf(error, "name")}>
        {(control) => (
          <Input
            {...control}
            value={values.name}
            maxLength={200}
            autoComplete="off"
            onChange={({ target }) => change({ name: target.value })}
          />
        )}
      </Field>
      <Field label="Description" hint="Shown to your team." error={fieldErrorOf(error, "description")}>
        {(control) => (
          <Textarea
            {...control}
            value={values.description}
            maxLength={2_000}
            onChange={({ target }) => change({ description: target.value })}
          />
        )}
      </Field>
      <Field label="Active" hint="Inactive agents can't be assigned to new numbers. Existing assignments stay.">
        {(control) => (
          <Switch
            id={control.id}
            aria-describedby={control["aria-describedby"]}
            checked={values.active}
            onCheckedChange={(active) => change({ active })}
          />
        )}
      </Field>
      <Field label="Demo" hint="For demonstrations, not for real calls. Marked in lists.">
        {(control) => (
          <Switch
            id={control.id}
            aria-describedby={control["aria-describedby"]}
            checked={values.isDemo}
            onCheckedChange={(isDemo) => change({ isDemo })}
          />
        )}
      </Field>
    </DialogForm>
  );
}
