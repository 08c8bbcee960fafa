"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { type WebhookEventType, webhookEventTypes } from "@/lib/webhooks/schemas";
import { eventWords } from "./event-words";

type EventChoiceProps = {
  chosen: readonly WebhookEventType[];
  error: string | undefined;
  onChoose: (events: WebhookEventType[]) => void;
};

export function EventChoice({ chosen, error, onChoose }: EventChoiceProps) {
  const id = useId();
  const toggle = (type: WebhookEventType, on: boolean) =>
    onChoose(webhookEventTypes.filter((one) => (one === type ? on : chosen.includes(one))));
  return (
    <fieldset className="grid gap-1.5" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 font-medium text-sm">Events</legend>
      {webhookEventTypes.map((type) => (
        <label key={type} htmlFor={`${id}-${type}`} className="flex cursor-pointer items-start gap-2.5 py-1">
          <Checkbox
            id={`${id}-${type}`}
            className="mt-0.5"
            checked={chosen.includes(type)}
            onChange={({ target }) => toggle(type, target.checked)}
          />
          <span className="min-w-0">
            {eventWords[type]}
            <span className="block break-words font-mono text-muted-foreground text-xs">{type}</span>
          </span>
        </label>
      ))}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-danger text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
