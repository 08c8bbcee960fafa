"use client";

import { type FormEvent, useState } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { WorkingLabel } from "@/components/ui/working-label";
import type { Scope } from "@/lib/auth/schemas";
import { type CredentialKind, credentialKinds } from "./credential-kinds";
import { expiryOf } from "./expiry";
import { ExpiryField } from "./expiry-field";
import { ScopesField } from "./scopes-field";
import type { useCreateCredential } from "./use-create-credential";

type NewCredentialFormProps = {
  kind: CredentialKind;
  create: ReturnType<typeof useCreateCredential>;
  onCancel: () => void;
};

export function NewCredentialForm({ kind, create, onCancel }: NewCredentialFormProps) {
  const { scopes: available } = useOrganization();
  const [name, setName] = useState("");
  const [choice, setChoice] = useState("90");
  const [day, setDay] = useState("");
  const [chosen, setChosen] = useState<Scope[] | null>(null);
  const [dayError, setDayError] = useState<string>();
  const [scopesError, setScopesError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    const expiresAt = expiryOf(choice, day, Date.now());
    setDayError(expiresAt === undefined ? "Choose a day in the future." : undefined);
    setScopesError(chosen?.length === 0 ? "Choose at least one scope." : undefined);
    if (expiresAt === undefined || chosen?.length === 0) return;
    create.mutate({ name, expires_at: expiresAt, ...(chosen && { scopes: chosen }) });
  };
  const error = scopesError ?? create.error?.message;
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogBody>
        <Field label="Name" hint="What it is for, such as the program that uses it.">
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
        {error && (
          <div role="alert">
            <Notice tone="danger">{error}</Notice>
          </div>
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" aria-disabled={create.isPending}>
          <WorkingLabel working={create.isPending} label="Create" workingLabel="Creating…" />
        </Button>
      </DialogFooter>
    </form>
  );
}
