"use client";

import * as RadixSwitch from "@radix-ui/react-switch";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

export function Switch({ className, ...props }: ComponentProps<typeof RadixSwitch.Root>) {
  return (
    <RadixSwitch.Root
      className={classNames(
        "relative inline-flex h-5 w-[34px] shrink-0 items-center rounded-full bg-control-off align-middle transition-colors data-[state=checked]:bg-accent aria-disabled:cursor-not-allowed aria-disabled:opacity-45",
        // Enlarges the target to at least 24 by 24 pixels.
        "before:absolute before:-inset-x-1 before:-inset-y-2 before:content-['']",
        className,
      )}
      {...props}
    >
      <RadixSwitch.Thumb className="pointer-events-none block size-4 translate-x-0.5 rounded-full bg-control-thumb shadow-sm transition-transform data-[state=checked]:translate-x-4" />
    </RadixSwitch.Root>
  );
}
