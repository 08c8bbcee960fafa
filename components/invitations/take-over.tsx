"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";
import { Button } from "@/components/ui/button";
import { JoinAsNewUser } from "./join-as-new-user";

type TakeOverProps = ComponentProps<typeof JoinAsNewUser> & { path: string };

/** The mailed link proves who owns the address; its account may have been created by another person. */
export function TakeOver({ path, ...join }: TakeOverProps) {
  const [startsOver, setStartsOver] = useState(false);
  if (startsOver) return <JoinAsNewUser {...join} />;
  return (
    <div className="grid gap-4">
      <p>
        {join.email} already has an account, but its email address was never confirmed. If the account is yours, sign in
        to accept. If not, or if you lost its password, start over: its password, tokens and sessions stop working.
      </p>
      <Button asChild className="w-full">
        <Link href={`/sign-in?from=${encodeURIComponent(path)}`}>Sign in</Link>
      </Button>
      <Button variant="outline" className="w-full" onClick={() => setStartsOver(true)}>
        Start over
      </Button>
    </div>
  );
}
