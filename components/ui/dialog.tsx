"use client";

import * as RadixDialog from "@radix-ui/react-dialog";
import X from "lucide-react/icons/x";
import type { ComponentProps } from "react";
import { buttonVariants } from "./button";
import { classNames } from "./class-names";

export const Dialog = RadixDialog.Root;
export const DialogTitle = RadixDialog.Title;
export const DialogDescription = RadixDialog.Description;

/** A layer over the page: focus goes in, Escape closes, focus returns. */
export function DialogContent({ className, children, ...props }: ComponentProps<typeof RadixDialog.Content>) {
  return (
    <RadixDialog.Portal>
      <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
      <RadixDialog.Content
        className={classNames(
          "fixed inset-x-2 top-2 z-50 mx-auto flex max-h-[calc(100dvh-1rem)] max-w-[560px] animate-rise flex-col overflow-hidden rounded-dialog border border-border bg-surface shadow-lift outline-none sm:inset-x-4 sm:top-[9vh] sm:max-h-[86vh]",
          className,
        )}
        {...props}
      >
        {children}
        <RadixDialog.Close
          className={classNames(buttonVariants({ variant: "quiet", size: "icon" }), "absolute top-4 right-3.5")}
        >
          <X size={16} aria-hidden="true" />
          <span className="sr-only">Close</span>
        </RadixDialog.Close>
      </RadixDialog.Content>
    </RadixDialog.Portal>
  );
}
