import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { OrganizationProvider } from "@/components/organizations/organization-context";
import { DashboardShell } from "@/components/shell/dashboard-shell";
import { QueryProvider } from "@/components/shell/query-provider";
import { Toaster } from "@/components/ui/toaster";
import type { PageContext } from "@/lib/http/page-context";
import { countFindings } from "@/lib/numbers/findings/list-findings";

type DashboardFrameProps = { context: PageContext; children: ReactNode };

export async function DashboardFrame({ context, children }: DashboardFrameProps) {
  const { ctx, user, organization, organizations, scopes, canPurchase, canManageNumbers, canImport } = context;
  const { id, slug, name } = organization;
  const findings = canManageNumbers ? await countFindings(ctx) : undefined;
  return (
    <QueryProvider>
      <NuqsAdapter>
        <OrganizationProvider value={{ id, slug, name, scopes, canPurchase, canManageNumbers, canImport }}>
          <DashboardShell {...{ user, organization, organizations, scopes, findings }}>{children}</DashboardShell>
          <Toaster />
        </OrganizationProvider>
      </NuqsAdapter>
    </QueryProvider>
  );
}
