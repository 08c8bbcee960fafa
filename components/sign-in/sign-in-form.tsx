"use client";

import { signIn } from "next-auth/react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { WorkingLabel } from "@/components/ui/working-label";
import { usePasswordSignIn } from "./use-password-sign-in";

type SignInFormProps = { returnTo: string; firstError: string | undefined; oidcName: string | undefined };

export function SignInForm({ returnTo, firstError, oidcName }: SignInFormProps) {
  const { submit, error, working, wantsCode, startOver } = usePasswordSignIn(returnTo, firstError);
  return (
    <>
      <form method="post" onSubmit={submit} className="grid gap-4">
        <div className={wantsCode ? "hidden" : "grid gap-4"}>
          <Field label="Email">
            {(control) => <Input {...control} required name="email" type="email" autoComplete="username" autoFocus />}
          </Field>
          <Field label="Password" error={wantsCode ? undefined : error}>
            {(control) => (
              <Input {...control} required name="password" type="password" autoComplete="current-password" />
            )}
          </Field>
        </div>
        {wantsCode && (
          <Field
            label="Verification code"
            error={error}
            hint="Enter the 6-digit code from your authenticator app, or a recovery code."
          >
            {(control) => (
              <Input
                {...control}
                required
                name="code"
                autoComplete="one-time-code"
                autoCapitalize="none"
                spellCheck={false}
                autoFocus
                className="font-mono"
              />
            )}
          </Field>
        )}
        <Button type="submit" aria-disabled={working} className="mt-1 w-full">
          <WorkingLabel working={working} label="Sign in" workingLabel="Signing in…" />
        </Button>
        {wantsCode && (
          <Button variant="quiet" className="w-full" onClick={startOver}>
            Back
          </Button>
        )}
      </form>
      {oidcName && !wantsCode && (
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
