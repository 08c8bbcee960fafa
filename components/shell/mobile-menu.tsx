"use client";

import Menu from "lucide-react/icons/menu";
import Link from "next/link";
import { usePathname } from "next/navigation";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { navigationFor } from "./navigation";

type MobileMenuProps = { home: string; groups: ReturnType<typeof navigationFor> };

/** The sidebar on a small screen. `home` is the organization's path. */
export function MobileMenu({ home, groups }: MobileMenuProps) {
  const here = usePathname();
  return (
    <div className="lg:hidden">
      <DropdownMenu>
        <DropdownMenuTrigger
          aria-label="Menu"
          className="grid size-9 place-items-center rounded-control transition-colors hover:bg-muted data-[state=open]:bg-muted"
        >
          <Menu size={18} aria-hidden="true" />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          {groups.map(({ heading, pages }) => (
            <div key={heading}>
              {heading && <DropdownMenuLabel>{heading}</DropdownMenuLabel>}
              {pages.map(({ label, path }) => (
                <DropdownMenuItem key={path} asChild className="min-h-10 aria-[current=page]:font-medium">
                  <Link href={`${home}/${path}`} aria-current={here === `${home}/${path}` ? "page" : undefined}>
                    {label}
                  </Link>
                </DropdownMenuItem>
              ))}
            </div>
          ))}
          <DropdownMenuSeparator />
          <DropdownMenuItem asChild className="min-h-10">
            <a href="/docs">API docs</a>
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
