"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { WorkingLabel } from "@/components/ui/working-label";
import { MessagePage } from "./message-page";

/** The digest identifies the failure in the server's log. */
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
      detail={digest && `Error ID ${digest}`}
    >
      Something failed on our side, and nothing was changed. Try again. If it keeps happening,{" "}
      {digest ? "send your administrator the error ID below" : "tell your administrator"}.
    </MessagePage>
  );
}
