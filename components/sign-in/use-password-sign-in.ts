"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { errorSentence } from "./error-sentence";

/**
 * `working` stays true until the next page has loaded. `wantsCode` is true once the password was right and a code is
 * missing: the form then keeps its input and sends it again with the code.
 */
export function usePasswordSignIn(returnTo: string, firstError: string | undefined) {
  const [error, setError] = useState(firstError);
  const [working, setWorking] = useState(false);
  const [wantsCode, setWantsCode] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (working) return;
    const form = event.currentTarget;
    const { email, password, code = "" } = Object.fromEntries(new FormData(form));
    setWorking(true);
    setError(undefined);
    const answer = await signIn("credentials", { email, password, code, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) return window.location.assign(returnTo);
    setWorking(false);
    setError(answer ? errorSentence(answer.error ?? "unknown") : "Can't reach Trunkline. Check your connection.");
    if (answer?.error === "SecondFactorRequired") return setWantsCode(true);
    const field = form.elements.namedItem(wantsCode ? "code" : "password");
    if (field instanceof HTMLInputElement) field.select();
  };
  const startOver = () => {
    setWantsCode(false);
    setError(undefined);
  };
  return { submit, error, working, wantsCode, startOver };
}
