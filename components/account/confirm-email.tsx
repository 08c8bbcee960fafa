"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { WorkingLabel } from "@/components/ui/working-label";

/** Requires a click, so a mail scanner that opens links cannot confirm the address. */
export function ConfirmEmail({ confirm }: { confirm: () => Promise<string | undefined> }) {
  const [error, setError] = useState<string>();
  const [working, setWorking] = useState(false);
  const run = async () => {
    if (working) return;
    setWorking(true);
    setError(undefined);
    const problem = await confirm().catch(() => "Can't reach Trunkline. Check your connection and try again.");
    if (problem === undefined) return window.location.assign("/account/security");
    setWorking(false);
    setError(problem);
  };
  return (
    <div className="grid max-w-[440px] justify-items-start gap-4">
      {error && (
        <div role="alert">
          <Notice tone="danger">{error}</Notice>
        </div>
      )}
      <Button aria-disabled={working} onClick={run}>
        <WorkingLabel working={working} label="Confirm address" workingLabel="Confirming…" />
      </Button>
    </div>
  );
}
