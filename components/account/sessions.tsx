"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { useOrganization } from "@/components/organizations/organization-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CouldNotLoad } from "@/components/ui/message-card";
import { TimeAgo } from "@/components/ui/time-ago";
import { WorkingLabel } from "@/components/ui/working-label";
import type { SessionRecord } from "@/lib/identity/sessions/schemas";
import { browserName } from "./browser-name";
import { sessionsQuery } from "./queries";
import { SecuritySection } from "./security-section";
import { useAccountAction } from "./use-account-action";

export function Sessions() {
  const { data, error, refetch } = useQuery(sessionsQuery(useOrganization().id));
  const [asking, setAsking] = useState(false);
  const endAll = useAccountAction({
    path: "/admin/sessions",
    method: "DELETE",
    response: z.undefined(),
    after: () => window.location.assign("/sign-in"),
  });
  return (
    <SecuritySection
      title="Sessions"
      description="Browsers where you're signed in. If you don't recognize one, sign it out and change your password."
      action={
        <Button variant="outline" size="small" onClick={() => setAsking(true)}>
          Sign out everywhere
        </Button>
      }
    >
      {error && !data && <CouldNotLoad what="your sessions" error={error} onRetry={() => refetch()} />}
      <ul aria-label="Sessions" className="divide-y border-t">
        {data?.data.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Sign out everywhere"
        confirm="Sign out everywhere"
        confirming="Signing out…"
        working={endAll.isPending}
        error={endAll.error?.message}
        onConfirm={() => endAll.mutate(undefined)}
      >
        You’ll be signed out of every browser, including this one. API keys and tokens keep working.
      </ConfirmDialog>
    </SecuritySection>
  );
}

function SessionRow({ session }: { session: SessionRecord }) {
  const path = `/admin/sessions/${session.id}`;
  const end = useAccountAction({ path, method: "DELETE", response: z.undefined() });
  const name = browserName(session.user_agent);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3">
      <div className="min-w-0">
        <p className="flex items-center gap-2">
          {name}
          {session.current && <Badge>This browser</Badge>}
        </p>
        <p className="text-muted-foreground text-sm">
          {session.address ?? "Unknown address"} · last used <TimeAgo iso={session.seen_at} />
        </p>
        {end.error && (
          <p role="alert" className="text-danger text-sm">
            {end.error.message}
          </p>
        )}
      </div>
      {!session.current && (
        <Button
          variant="outline"
          size="small"
          aria-label={`Sign out ${name}`}
          aria-disabled={end.isPending}
          onClick={() => !end.isPending && end.mutate(undefined)}
        >
          <WorkingLabel working={end.isPending} label="Sign out" workingLabel="Signing out…" />
        </Button>
      )}
    </li>
  );
}
