"use client";

import { useQuery } from "@tanstack/react-query";
import { CouldNotLoad } from "@/components/ui/message-card";
import { ChangePassword } from "./change-password";
import { accountQuery } from "./queries";
import { SecondFactor } from "./second-factor";
import { SecuritySection } from "./security-section";
import { Sessions } from "./sessions";

/** How the person signs in, and where they are signed in. */
export function Security({ organizationId }: { organizationId: string }) {
  const { data: account, error, refetch } = useQuery(accountQuery(organizationId));
  if (!account) return error && <CouldNotLoad what="Your account" error={error} onRetry={() => refetch()} />;
  return (
    <div className="grid gap-4">
      <SecuritySection
        title="Password"
        description={
          account.has_password
            ? "Ask for a new one whenever somebody else may know it."
            : "None: you sign in with your organization's provider."
        }
        action={account.has_password && <ChangePassword organizationId={organizationId} />}
      />
      <SecondFactor organizationId={organizationId} account={account} />
      <Sessions organizationId={organizationId} />
    </div>
  );
}
