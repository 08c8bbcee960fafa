"use client";

import { useLayoutEffect, useRef } from "react";

type InlineScriptProps = { code: string; nonce: string | undefined };

/**
 * Runs while the page is read. Where React renders the page in the browser, as it does for an error or for what is not
 * there, browsers do not run what React writes: it is marked as text, and run from here, perhaps once more. Browsers hide
 * a nonce once it is used, so React cannot compare it.
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
      // Stays on a page that is kept without the framework's scripts.
      data-static=""
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: only ever a constant of ours
      dangerouslySetInnerHTML={{ __html: code }}
    />
  );
}
