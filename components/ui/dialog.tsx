"use client";

import * as RadixDialog from "@radix-ui/react-dialog";
import X from "lucide-react/icons/x";
import type { ComponentProps, ReactNode } from "react";
import { buttonVariants } from "./button";
import { classNames } from "./class-names";

export const Dialog = RadixDialog.Root;
export const DialogTitle = RadixDialog.Title;
export const DialogDescription = RadixDialog.Description;
export const DialogClose = RadixDialog.Close;

/** Leaves room for the close button. */
export function DialogHeader({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="px-5 pt-5 pb-4 pr-12">
      <DialogTitle dir="auto" className="wrap-anywhere text-left font-semibold text-lg tracking-[-0.012em]">
        {title}
      </DialogTitle>
      {children && (
        <DialogDescription asChild>
          <div className="mt-1 text-muted-foreground">{children}</div>
        </DialogDescription>
      )}
    </div>
  );
}

/** Scrolls when long; header and footer stay. */
export function DialogBody({ className, ...props }: ComponentProps<"div">) {
  return <div className={classNames("grid min-h-0 gap-4 overflow-y-auto px-5 pb-5", className)} {...props} />;
}

/** The main action comes last. */
export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return <div className={classNames("flex flex-wrap justify-end gap-2 border-t px-5 py-3.5", className)} {...props} />;
}

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
