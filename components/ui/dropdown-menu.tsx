"use client";

import * as RadixMenu from "@radix-ui/react-dropdown-menu";
import Check from "lucide-react/icons/check";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

export const DropdownMenuTrigger = RadixMenu.Trigger;
export const DropdownMenuRadioGroup = RadixMenu.RadioGroup;

const item =
  "relative flex min-h-8 cursor-pointer select-none items-center gap-2.5 rounded-[6px] px-2 py-1.5 outline-none data-[highlighted]:bg-muted";

/** Neither modal nor in a portal: the page stays readable, and the menu stays in its button's landmark. */
export function DropdownMenu(props: ComponentProps<typeof RadixMenu.Root>) {
  return <RadixMenu.Root modal={false} {...props} />;
}

export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof RadixMenu.Content>) {
  return (
    <RadixMenu.Content
      sideOffset={6}
      collisionPadding={8}
      className={classNames(
        "z-50 min-w-52 origin-(--radix-dropdown-menu-content-transform-origin) animate-pop rounded-card border border-border bg-surface p-1 shadow-lift outline-none",
        className,
      )}
      {...props}
    />
  );
}

export function DropdownMenuItem({ className, ...props }: ComponentProps<typeof RadixMenu.Item>) {
  return <RadixMenu.Item className={classNames(item, className)} {...props} />;
}

export function DropdownMenuRadioItem({ className, children, ...props }: ComponentProps<typeof RadixMenu.RadioItem>) {
  return (
    <RadixMenu.RadioItem className={classNames(item, "pr-8", className)} {...props}>
      {children}
      <RadixMenu.ItemIndicator className="absolute right-2.5 text-accent">
        <Check size={15} aria-hidden="true" />
      </RadixMenu.ItemIndicator>
    </RadixMenu.RadioItem>
  );
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof RadixMenu.Label>) {
  return (
    <RadixMenu.Label
      className={classNames("px-2 pt-2 pb-1 font-medium text-muted-foreground text-xs", className)}
      {...props}
    />
  );
}

export function DropdownMenuSeparator({ className, ...props }: ComponentProps<typeof RadixMenu.Separator>) {
  return <RadixMenu.Separator className={classNames("-mx-1 my-1 h-px bg-border", className)} {...props} />;
}
