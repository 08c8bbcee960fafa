"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { WorkingLabel } from "@/components/ui/working-label";
import { type Accept, unreachable } from "./accept";

/** For a user signed in with the invited address. */
export function JoinWithAccount({ accept, email }: { accept: Accept<[]>; email: string }) {
  const [error, setError] = useState<string>();
  const [working, setWorking] = useState(false);
  const join = async () => {
    if (working) return;
    setWorking(true);
    const answer = await accept().catch(() => unreachable);
    if ("slug" in answer) return window.location.assign(`/${answer.slug}`);
    setWorking(false);
    setError(answer.error);
  };
  return (
    <div className="grid gap-4">
      <p>You are signed in as {email}.</p>
      {error && (
        <div role="alert">
          <Notice tone="danger">{error}</Notice>
        </div>
      )}
      <Button aria-disabled={working} onClick={join} className="w-full">
        <WorkingLabel working={working} label="Join" workingLabel="Joining…" />
      </Button>
    </div>
  );
}
