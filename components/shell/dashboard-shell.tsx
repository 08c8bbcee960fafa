import Link from "next/link";
import type { ReactNode } from "react";
import { AttentionCount } from "@/components/needs-attention/attention-count";
import { OrganizationSwitcher } from "@/components/organizations/organization-switcher";
import type { OrganizationRecord } from "@/lib/identity/organizations/schemas";
import type { Scope } from "@/lib/identity/schemas";
import { AccountMenu } from "./account-menu";
import { BrandMark } from "./brand-mark";
import { MobileMenu } from "./mobile-menu";
import { NavLink } from "./nav-link";
import { navigationFor } from "./navigation";
import { SkipLink } from "./skip-link";

type Choice = Pick<OrganizationRecord, "slug" | "name" | "plan">;

type DashboardShellProps = {
  user: { name: string; email: string };
  organization: Choice;
  organizations: Choice[];
  scopes: Scope[];
  /** How many are open; undefined without permission to see them. */
  findings: number | undefined;
  children: ReactNode;
};

/** The sidebar becomes a top bar on a small screen. */
export function DashboardShell({ user, organization, organizations, scopes, findings, children }: DashboardShellProps) {
  const home = `/${organization.slug}`;
  const groups = navigationFor(scopes);
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[232px_minmax(0,1fr)]">
      <SkipLink />
      <header className="relative z-20 flex items-center gap-2.5 border-b px-4 py-2.5 lg:sticky lg:top-0 lg:h-dvh lg:flex-col lg:items-stretch lg:gap-0 lg:border-r lg:border-b-0 lg:px-3 lg:pt-4 lg:pb-3">
        <MobileMenu home={home} groups={groups} />
        <Link
          href={`${home}/phone-numbers`}
          aria-label="Trunkline"
          className="flex items-center gap-2.5 rounded-control py-1 font-semibold tracking-[-0.01em] lg:mb-3 lg:px-2"
        >
          <BrandMark />
          <span className="hidden lg:inline">Trunkline</span>
        </Link>
        <div className="flex min-w-0 flex-1 *:max-w-64 *:flex-1 lg:mb-3.5 lg:flex-none lg:*:max-w-none">
          <OrganizationSwitcher current={organization} organizations={organizations} />
        </div>
        <nav aria-label="Main" className="hidden lg:block lg:overflow-y-auto">
          {groups.map(({ heading, pages }) => (
            <div key={heading} className="grid gap-1 not-first:mt-4">
              {heading && <p className="px-2.5 py-1 text-muted-foreground text-xs">{heading}</p>}
              {pages.map(({ label, path }) => (
                <NavLink key={path} href={`${home}/${path}`}>
                  {label}
                  {path === "needs-attention" && <AttentionCount count={findings ?? 0} />}
                </NavLink>
              ))}
            </div>
          ))}
        </nav>
        <div className="lg:mt-auto lg:grid lg:gap-1">
          <div className="hidden lg:grid">
            {/* A plain link, because the target page has no framework scripts, so Link cannot fetch it. */}
            <a
              href="/docs"
              className="flex items-center gap-2.5 rounded-[7px] px-2.5 py-[7px] text-muted-foreground transition-colors hover:bg-muted hover:text-foreground"
            >
              API docs
            </a>
          </div>
          <AccountMenu user={user} />
        </div>
      </header>
      <main id="content" className="w-full max-w-[1240px] px-4 pt-[18px] pb-16 lg:px-8 lg:pt-7">
        {children}
      </main>
    </div>
  );
}
