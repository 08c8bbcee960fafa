"use client";

import LogOut from "lucide-react/icons/log-out";
import Link from "next/link";
import { signOut } from "next-auth/react";
import { accountPages } from "@/components/account/account-pages";
import { ThemeChoice } from "@/components/theme/theme-choice";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

type Account = { name: string; email: string };

export function AccountMenu({ user }: { user: Account }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Account: ${user.name}`}
        className="flex min-w-0 items-center gap-2.5 rounded-control p-1.5 text-left max-lg:-mr-1.5 transition-colors hover:bg-muted data-[state=open]:bg-muted"
      >
        <Initials name={user.name} />
        <span className="hidden min-w-0 lg:block">
          <span dir="auto" className="block truncate text-left font-medium">
            {user.name}
          </span>
          <span dir="auto" className="block truncate text-muted-foreground text-xs">
            {user.email}
          </span>
        </span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="lg:w-(--radix-dropdown-menu-trigger-width)">
        <div className="px-2 py-1.5 lg:hidden">
          <p dir="auto" className="truncate text-left font-medium">
            {user.name}
          </p>
          <p dir="auto" className="truncate text-muted-foreground text-xs">
            {user.email}
          </p>
        </div>
        {accountPages.map(({ label, href, Icon }) => (
          <DropdownMenuItem key={href} asChild>
            <Link href={href}>
              <Icon size={15} aria-hidden="true" className="text-muted-foreground" />
              {label}
            </Link>
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <ThemeChoice />
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => signOut({ callbackUrl: "/sign-in" })}>
          <LogOut size={15} aria-hidden="true" className="text-muted-foreground" />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Initials({ name }: { name: string }) {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => word?.charAt(0) ?? "").join("");
  return (
    <span
      aria-hidden="true"
      className="grid size-7 shrink-0 place-items-center rounded-full border border-border bg-muted font-medium text-muted-foreground text-xs uppercase"
    >
      {letters}
    </span>
  );
}
