import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { OrganizationProvider } from "@/components/organizations/organization-context";
import { DashboardShell } from "@/components/shell/dashboard-shell";
import { QueryProvider } from "@/components/shell/query-provider";
import { Toaster } from "@/components/ui/toaster";
import { getPageContext } from "@/lib/auth/page-context";

type OrganizationLayoutProps = { params: Promise<{ org: string }>; children: ReactNode };

export default async function OrganizationLayout({ params, children }: OrganizationLayoutProps) {
  const { user, organization, organizations, canPurchase, canManageNumbers } = await getPageContext((await params).org);
  const { id, slug, name } = organization;
  return (
    <QueryProvider>
      <NuqsAdapter>
        <OrganizationProvider value={{ id, slug, name, canPurchase, canManageNumbers }}>
          <DashboardShell user={user} organization={organization} organizations={organizations}>
            {children}
          </DashboardShell>
          <Toaster />
        </OrganizationProvider>
      </NuqsAdapter>
    </QueryProvider>
  );
}
