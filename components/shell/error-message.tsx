"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { WorkingLabel } from "@/components/ui/working-label";
import { MessagePage } from "./message-page";

/** Shown where a page failed. The digest is what the server's log calls the same failure. */
export function ErrorMessage({ error, retry }: { error: unknown; retry: () => void }) {
  const [retrying, startRetry] = useTransition();
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <MessagePage
      title="This page could not be loaded"
      action={
        <Button aria-disabled={retrying} onClick={() => startRetry(retry)}>
          <WorkingLabel working={retrying} label="Retry" workingLabel="Retrying…" />
        </Button>
      }
      detail={digest && `Error ${digest}`}
    >
      The server made a mistake or could not reach its database. Nothing you own has changed. Retry, and if it happens
      again, tell your operator{digest ? " the number below" : ""}.
    </MessagePage>
  );
}
