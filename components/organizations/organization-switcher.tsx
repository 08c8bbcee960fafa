"use client";

import Check from "lucide-react/icons/check";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import Link from "next/link";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { OrganizationRecord } from "@/lib/identity/organizations/schemas";
import { planNames } from "./plan-names";

type Choice = Pick<OrganizationRecord, "slug" | "name" | "plan">;

export function OrganizationSwitcher({ current, organizations }: { current: Choice; organizations: Choice[] }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Organization: ${current.name}, ${planNames[current.plan]}`}
        className="flex min-w-0 items-center justify-between gap-2 rounded-control border border-border bg-surface px-2.5 py-[7px] text-left transition-colors hover:border-border-strong data-[state=open]:border-border-strong"
      >
        <NameAndPlan organization={current} />
        <ChevronsUpDown size={14} aria-hidden="true" className="shrink-0 text-muted-foreground" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-(--radix-dropdown-menu-trigger-width) min-w-56">
        <DropdownMenuLabel>Organizations</DropdownMenuLabel>
        {organizations.map((organization) => (
          <DropdownMenuItem key={organization.slug} asChild>
            <Link
              href={`/${organization.slug}/phone-numbers`}
              aria-current={organization.slug === current.slug ? "true" : undefined}
              className="justify-between"
            >
              <NameAndPlan organization={organization} />
              {organization.slug === current.slug && (
                <Check size={15} aria-hidden="true" className="shrink-0 text-accent" />
              )}
            </Link>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function NameAndPlan({ organization }: { organization: Choice }) {
  return (
    <span className="min-w-0">
      <span dir="auto" className="block truncate text-left font-medium">
        {organization.name}
      </span>
      <span dir="auto" className="block truncate text-muted-foreground text-xs">
        {planNames[organization.plan]}
      </span>
    </span>
  );
}
