import type { ReactNode } from "react";
import { DashboardFrame } from "@/app/(dashboard)/dashboard-frame";
import { getPageContext } from "@/lib/http/page-context";

type OrganizationLayoutProps = { params: Promise<{ org: string }>; children: ReactNode };

export default async function OrganizationLayout({ params, children }: OrganizationLayoutProps) {
  return <DashboardFrame context={await getPageContext((await params).org)}>{children}</DashboardFrame>;
}
