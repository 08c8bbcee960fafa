"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { errorSentence } from "./error-sentence";

/** `working` stays true until the next page has come. */
export function usePasswordSignIn(returnTo: string, firstError: string | undefined) {
  const [error, setError] = useState(firstError);
  const [working, setWorking] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (working) return;
    const form = event.currentTarget;
    const { email, password } = Object.fromEntries(new FormData(form));
    setWorking(true);
    setError(undefined);
    const answer = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) return window.location.assign(returnTo);
    setWorking(false);
    setError(answer ? errorSentence(answer.error ?? "unknown") : "Trunkline cannot be reached. Check your connection.");
    const password_field = form.elements.namedItem("password");
    if (password_field instanceof HTMLInputElement) password_field.select();
  };
  return { submit, error, working };
}
