"use client";

import { type ReactNode, useState } from "react";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fieldErrorOf } from "@/lib/api-client/field-error";
import type { WebhookEventType } from "@/lib/webhooks/schemas";
import { EventChoice } from "./event-choice";

export type EndpointValues = { url: string; description: string; events: readonly WebhookEventType[] };

type EndpointFormProps = {
  initial: EndpointValues;
  submit: string;
  submitting: string;
  working: boolean;
  /** Why saving failed; the input stays. */
  error: Error | null;
  /** A decision to make before saving. */
  notice?: ReactNode;
  onSubmit: (values: EndpointValues) => void;
};

/** The body of the dialogs that create and edit an endpoint. */
export function EndpointForm({ initial, submit, submitting, working, error, notice, onSubmit }: EndpointFormProps) {
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<EndpointValues>) => setValues((before) => ({ ...before, ...part }));
  const urlMissing = values.url.trim() === "";
  const noEvents = values.events.length === 0;
  const send = () => {
    setTried(true);
    if (!urlMissing && !noEvents) onSubmit(values);
  };
  return (
    <DialogForm {...{ submit, submitting, working, notice }} trouble={fieldErrorOf(error)} noValidate onSubmit={send}>
      <Field
        label="URL"
        hint="Public HTTPS URL that receives events."
        error={tried && urlMissing ? "Enter a URL." : fieldErrorOf(error, "url")}
      >
        {(control) => (
          <Input
            {...control}
            type="url"
            value={values.url}
            maxLength={2_000}
            autoComplete="off"
            spellCheck={false}
            placeholder="https://example.com/webhooks"
            onChange={({ target }) => change({ url: target.value })}
          />
        )}
      </Field>
      <Field label="Description" hint="Optional. Shown to your team." error={fieldErrorOf(error, "description")}>
        {(control) => (
          <Input
            {...control}
            value={values.description}
            maxLength={200}
            autoComplete="off"
            onChange={({ target }) => change({ description: target.value })}
          />
        )}
      </Field>
      <EventChoice
        chosen={values.events}
        error={tried && noEvents ? "Choose at least one event." : undefined}
        onChoose={(events) => change({ events })}
      />
    </DialogForm>
  );
}
