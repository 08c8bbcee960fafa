"use client";

import { type ReactNode, useId } from "react";

type FieldControl = { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean | undefined };

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** A validation error, announced when it appears. */
  error?: string | undefined;
  /** Renders the control with the ids that tie it to its label and hint. */
  children: (control: FieldControl) => ReactNode;
};

export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const messageId = error || hint ? `${id}-message` : undefined;
  return (
    <div className="grid min-w-0 gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children({ id, "aria-describedby": messageId, "aria-invalid": error ? true : undefined })}
      {error ? (
        <p id={messageId} role="alert" className="text-danger text-sm">
          {error}
        </p>
      ) : (
        hint && (
          <p id={messageId} className="text-muted-foreground text-sm">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
