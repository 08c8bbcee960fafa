import { Slot } from "@radix-ui/react-slot";
import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

export const buttonVariants = cva(
  "relative inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap border font-medium transition-[background-color,border-color,color,scale] active:scale-[0.985] disabled:pointer-events-none",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-primary text-primary-foreground hover:bg-primary-hover",
        outline: "border-border bg-surface text-foreground hover:border-border-strong hover:bg-muted",
        danger: "border-transparent bg-danger text-surface hover:bg-danger/88",
        quiet: "border-transparent bg-transparent text-muted-foreground hover:bg-muted hover:text-foreground",
      },
      size: {
        medium: "h-9 rounded-control px-3.5",
        small: "h-[30px] rounded-[7px] px-[11px] text-sm",
        icon: "size-7 rounded-[6px]",
      },
    },
    defaultVariants: { variant: "primary", size: "medium" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof buttonVariants> & { asChild?: boolean };

export function Button({ variant, size, asChild = false, className, type = "button", ...props }: ButtonProps) {
  const classes = classNames(buttonVariants({ variant, size }), className);
  if (asChild) return <Slot className={classes} {...props} />;
  return <button type={type} className={classes} {...props} />;
}
