"use client";

import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { buttonVariants } from "./button";
import { classNames } from "./class-names";
import { useCopy } from "./use-copy";

/** Appears on hover of its row; always visible to keyboard and touch users. */
export function CopyButton({ text, className }: { text: string; className?: string }) {
  const { copied, copy } = useCopy(text);
  return (
    <button
      type="button"
      onClick={copy}
      className={classNames(
        buttonVariants({ variant: "quiet", size: "icon" }),
        "opacity-0 transition-opacity focus-visible:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100",
        copied && "text-success opacity-100 hover:text-success",
        className,
      )}
    >
      {copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      <span className="sr-only">{copied ? `Copied ${text}` : `Copy ${text}`}</span>
    </button>
  );
}
