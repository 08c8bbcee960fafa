"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { WorkingLabel } from "@/components/ui/working-label";
import { type Accept, unreachable } from "./accept";

type JoinAsNewUserProps = { accept: Accept<[{ name: string; password: string }]>; email: string };

/** Creates the account, signs in, and opens the organization. */
export function JoinAsNewUser({ accept, email }: JoinAsNewUserProps) {
  const [error, setError] = useState<string>();
  const [working, setWorking] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (working) return;
    const form = new FormData(event.currentTarget);
    const [name, password] = [String(form.get("name")), String(form.get("password"))];
    setWorking(true);
    setError(undefined);
    const answer = await accept({ name, password }).catch(() => unreachable);
    if ("slug" in answer) {
      const entered = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
      return window.location.assign(entered?.ok ? `/${answer.slug}` : `/sign-in?from=/${answer.slug}`);
    }
    setWorking(false);
    setError(answer.error);
  };
  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      <Field label="Email">
        {(control) => <Input {...control} readOnly name="email" type="email" autoComplete="username" value={email} />}
      </Field>
      <Field label="Your name">
        {(control) => <Input {...control} required name="name" maxLength={100} autoComplete="name" autoFocus />}
      </Field>
      <Field label="Password" hint="At least 12 characters. A short sentence works well." error={error}>
        {(control) => <Input {...control} required name="password" type="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" aria-disabled={working} className="mt-1 w-full">
        <WorkingLabel working={working} label="Join" workingLabel="Joining…" />
      </Button>
    </form>
  );
}
