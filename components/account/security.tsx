"use client";

import { useQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { CouldNotLoad } from "@/components/ui/message-card";
import { ChangePassword } from "./change-password";
import { EmailAddress } from "./email-address";
import { accountQuery } from "./queries";
import { SecondFactor } from "./second-factor";
import { SecuritySection } from "./security-section";
import { Sessions } from "./sessions";

export function Security() {
  const { data: account, error, refetch } = useQuery(accountQuery(useOrganization().id));
  if (!account) return error && <CouldNotLoad what="your account" error={error} onRetry={() => refetch()} />;
  return (
    <div className="grid gap-4">
      <EmailAddress account={account} />
      <SecuritySection
        title="Password"
        description={
          account.has_password
            ? "Change it if someone else may know it."
            : "You sign in through your organization's identity provider."
        }
        action={account.has_password && <ChangePassword />}
      />
      <SecondFactor account={account} />
      <Sessions />
    </div>
  );
}
