"use client";

import { signIn } from "next-auth/react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { WorkingLabel } from "@/components/ui/working-label";
import { usePasswordSignIn } from "./use-password-sign-in";

type SignInFormProps = { returnTo: string; firstError: string | undefined; oidcName: string | undefined };

export function SignInForm({ returnTo, firstError, oidcName }: SignInFormProps) {
  const id = useId();
  const { submit, error, working } = usePasswordSignIn(returnTo, firstError);
  return (
    <>
      <form method="post" onSubmit={submit} className="grid gap-4">
        <Field id={`${id}-email`} label="E-mail" name="email" type="email" autoComplete="username" autoFocus />
        <Field
          id={`${id}-password`}
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          aria-invalid={error !== undefined}
          aria-describedby={error ? `${id}-error` : undefined}
        />
        {error && (
          <p id={`${id}-error`} role="alert" className="text-danger text-sm">
            {error}
          </p>
        )}
        <Button type="submit" aria-disabled={working} className="mt-1 w-full">
          <WorkingLabel working={working} label="Sign in" workingLabel="Signing in…" />
        </Button>
      </form>
      {oidcName && (
        <>
          <p className="my-4 flex items-center gap-3 text-muted-foreground text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
            or
          </p>
          <Button variant="outline" className="w-full" onClick={() => signIn("oidc", { callbackUrl: returnTo })}>
            Continue with {oidcName}
          </Button>
        </>
      )}
    </>
  );
}

type FieldProps = React.ComponentProps<typeof Input> & { id: string; label: string };

function Field({ id, label, ...input }: FieldProps) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <Input id={id} required {...input} />
    </div>
  );
}
