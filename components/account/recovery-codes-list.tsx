"use client";

import { Button } from "@/components/ui/button";
import { useCopy } from "@/components/ui/use-copy";

/** Shown only once. */
export function RecoveryCodesList({ codes }: { codes: readonly string[] }) {
  const { copied, copy } = useCopy(codes.join("\n"));
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`Trunkline recovery codes\n\n${codes.join("\n")}\n`)}`;
  return (
    <div className="grid gap-3">
      <ul
        aria-label="Recovery codes"
        className="grid gap-x-6 gap-y-1 rounded-control border bg-muted px-4 py-3 font-mono text-sm sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex gap-2">
        <Button variant="outline" size="small" onClick={copy}>
          {copied ? "Copied" : "Copy all"}
        </Button>
        <Button variant="outline" size="small" asChild>
          <a href={file} download="trunkline-recovery-codes.txt">
            Download
          </a>
        </Button>
      </div>
    </div>
  );
}
