"use client";

import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { Button } from "./button";
import { useCopy } from "./use-copy";

type SecretOnceProps = { label: string; secret: string; onCopied?: () => void };

/** Shown only once: selectable, and copied with one click. */
export function SecretOnce({ label, secret, onCopied }: SecretOnceProps) {
  const { copied, copy } = useCopy(secret);
  return (
    <div className="flex items-start gap-2">
      <output
        aria-label={label}
        className="min-w-0 flex-1 select-all break-all rounded-control border border-border-strong bg-muted px-3 py-2 font-mono text-sm"
      >
        {secret}
      </output>
      <Button
        variant="outline"
        onClick={async () => {
          if (await copy()) onCopied?.();
        }}
      >
        {copied ? (
          <Check size={15} aria-hidden="true" className="text-success" />
        ) : (
          <Copy size={15} aria-hidden="true" />
        )}
        {copied ? "Copied" : "Copy"}
      </Button>
    </div>
  );
}
