"use client";

import { useLayoutEffect, useRef } from "react";

type InlineScriptProps = { code: string; nonce: string | undefined };

/**
 * Runs during page parsing. Where React renders in the browser, as for an error or a missing page, browsers do not
 * execute the script that it inserts; so it is marked as text and executed here, possibly again. Browsers hide a used
 * nonce, so React cannot compare it.
 */
export function InlineScript({ code, nonce }: InlineScriptProps) {
  const written = useRef<HTMLScriptElement>(null);
  useLayoutEffect(() => {
    if (written.current?.type !== "text/plain") return;
    const script = document.createElement("script");
    script.nonce = nonce ?? "";
    script.textContent = code;
    document.head.append(script);
    script.remove();
  }, [code, nonce]);
  return (
    <script
      ref={written}
      type={typeof window === "undefined" ? "text/javascript" : "text/plain"}
      nonce={nonce}
      // Survives on a page that is served without the framework's scripts.
      data-static=""
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: only ever a constant of ours
      dangerouslySetInnerHTML={{ __html: code }}
    />
  );
}
