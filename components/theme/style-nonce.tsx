"use client";

import { setNonce } from "get-nonce";

// Dialogs and menus lock scrolling with a style element, which the content security policy allows by its nonce.
// Browsers hide the attribute but not the property.
if (typeof document !== "undefined") {
  const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
  if (nonce) setNonce(nonce);
}

/** Passes the page's nonce to react-remove-scroll. */
export function StyleNonce() {
  return null;
}
