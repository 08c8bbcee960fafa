"use client";

/**
 * Runs while the page is read. Where React renders it again in the browser, as it does for an error page, the script has
 * run already: it is marked as text. Browsers hide a nonce once it is used, so React cannot compare it.
 */
export function InlineScript({ code, nonce }: { code: string; nonce: string | undefined }) {
  return (
    <script
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
