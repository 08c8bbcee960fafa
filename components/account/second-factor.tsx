"use client";

import { useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "@/components/ui/dialog";
import type { AccountRecord } from "@/lib/identity/account/schemas";
import { NewSecondFactor, RecoveryCodes } from "@/lib/identity/second-factor/schemas";
import { EnrolDialog } from "./enrol-dialog";
import { PasswordPrompt } from "./password-prompt";
import { RecoveryCodesList } from "./recovery-codes-list";
import { SecuritySection } from "./security-section";
import { useAccountAction } from "./use-account-action";

type Asking = "start" | "renew" | "remove" | undefined;

const questions = {
  start: {
    title: "Turn on two-factor authentication",
    text: "You'll enter a code from your authenticator app when you sign in. Other sessions will be signed out.",
    confirm: "Continue",
  },
  renew: { title: "New recovery codes", text: "Your current codes will stop working.", confirm: "Generate new codes" },
  remove: {
    title: "Turn off two-factor authentication",
    text: "Your password alone will sign you in.",
    confirm: "Turn off",
  },
};

export function SecondFactor({ account }: { account: AccountRecord }) {
  const [asking, setAsking] = useState<Asking>();
  const [secret, setSecret] = useState<NewSecondFactor>();
  const [codes, setCodes] = useState<readonly string[]>();
  const base = "/admin/account/second-factor";
  const start = useAccountAction({ path: base, response: NewSecondFactor });
  const renew = useAccountAction({ path: `${base}/recovery-codes`, response: RecoveryCodes });
  const remove = useAccountAction({ path: `${base}/remove`, response: z.undefined() });
  const running = asking && { start, renew, remove }[asking];

  const stopAsking = () => {
    for (const action of [start, renew, remove]) action.reset();
    setAsking(undefined);
  };
  const run = (shown: { current_password: string; code?: string }) => {
    if (asking === "start") start.mutate(shown, { onSuccess: (made) => done(() => setSecret(made)) });
    if (asking === "renew") {
      renew.mutate(shown, { onSuccess: (made) => done(() => setCodes(made.recovery_codes)) });
    }
    if (asking === "remove") {
      remove.mutate(shown, { onSuccess: () => done(() => toast("Two-factor authentication is off.")) });
    }
  };
  const done = (then: () => void) => {
    stopAsking();
    then();
  };
  const { second_factor: factor } = account;
  return (
    <SecuritySection
      title="Two-factor authentication"
      description={descriptionOf(account)}
      action={
        factor ? (
          <>
            <Button variant="outline" size="small" onClick={() => setAsking("renew")}>
              New recovery codes
            </Button>
            <Button variant="outline" size="small" onClick={() => setAsking("remove")}>
              Turn off
            </Button>
          </>
        ) : (
          account.has_password && (
            <Button size="small" onClick={() => setAsking("start")}>
              Turn on
            </Button>
          )
        )
      }
    >
      {asking && (
        <PasswordPrompt
          open
          onOpenChange={stopAsking}
          title={questions[asking].title}
          confirm={questions[asking].confirm}
          danger={asking === "remove"}
          withCode={asking !== "start"}
          working={running?.isPending ?? false}
          error={running?.error ?? null}
          onConfirm={run}
        >
          {questions[asking].text}
        </PasswordPrompt>
      )}
      {secret && <EnrolDialog secret={secret} onClose={() => setSecret(undefined)} />}
      {codes && (
        <Dialog open onOpenChange={() => setCodes(undefined)}>
          <DialogContent className="max-w-[480px]">
            <DialogHeader title="Save your recovery codes">Save these now. Your old codes no longer work.</DialogHeader>
            <DialogBody>
              <RecoveryCodesList codes={codes} />
            </DialogBody>
            <DialogFooter>
              <Button onClick={() => setCodes(undefined)}>Done</Button>
            </DialogFooter>
          </DialogContent>
        </Dialog>
      )}
    </SecuritySection>
  );
}

function descriptionOf({ has_password, second_factor: factor }: AccountRecord): string {
  if (!has_password)
    return "You sign in through your organization's identity provider, which manages two-factor authentication.";
  if (!factor) return "Off. Add a second step so a stolen password isn't enough.";
  const left = factor.recovery_codes_left;
  return `On. ${left} recovery ${left === 1 ? "code is" : "codes are"} left.`;
}
