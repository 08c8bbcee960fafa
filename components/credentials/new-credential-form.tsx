"use client";

import { useState } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Scope } from "@/lib/identity/schemas";
import { type CredentialKind, credentialKinds } from "./credential-kinds";
import { expiryOf } from "./expiry";
import { ExpiryField } from "./expiry-field";
import { ScopesField } from "./scopes-field";
import type { useCreateCredential } from "./use-create-credential";

type NewCredentialFormProps = {
  kind: CredentialKind;
  create: ReturnType<typeof useCreateCredential>;
};

export function NewCredentialForm({ kind, create }: NewCredentialFormProps) {
  const { scopes: available } = useOrganization();
  const [name, setName] = useState("");
  const [choice, setChoice] = useState("90");
  const [day, setDay] = useState("");
  const [chosen, setChosen] = useState<Scope[] | null>(null);
  const [dayError, setDayError] = useState<string>();
  const [scopesError, setScopesError] = useState<string>();
  const submit = () => {
    const expiresAt = expiryOf(choice, day, Date.now());
    setDayError(expiresAt === undefined ? "Choose a day in the future." : undefined);
    setScopesError(chosen?.length === 0 ? "Choose at least one scope." : undefined);
    if (expiresAt === undefined || chosen?.length === 0) return;
    create.mutate({ name, expires_at: expiresAt, ...(chosen && { scopes: chosen }) });
  };
  return (
    <DialogForm
      submit="Create"
      submitting="Creating…"
      working={create.isPending}
      trouble={scopesError ?? create.error?.message}
      onSubmit={submit}
    >
      <Field label="Name" hint="For example, the service that uses it.">
        {(control) => (
          <Input
            {...control}
            required
            maxLength={100}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <ExpiryField choice={choice} day={day} error={dayError} onChoice={setChoice} onDay={setDay} />
      <ScopesField
        allLabel={credentialKinds[kind].allScopes}
        available={available}
        chosen={chosen}
        onChange={setChosen}
      />
    </DialogForm>
  );
}
