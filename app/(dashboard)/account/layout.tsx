import type { ReactNode } from "react";
import { DashboardFrame } from "@/app/(dashboard)/dashboard-frame";
import { AccountNav } from "@/components/account/account-nav";
import { getAccountContext } from "@/lib/http/page-context";

export default async function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <DashboardFrame context={await getAccountContext()}>
      <div className="grid gap-x-10 gap-y-5 md:grid-cols-[9rem_minmax(0,1fr)]">
        <AccountNav />
        <div className="min-w-0">{children}</div>
      </div>
    </DashboardFrame>
  );
}
