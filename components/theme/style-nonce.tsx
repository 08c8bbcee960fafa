"use client";

import { setNonce } from "get-nonce";

// Dialogs and menus keep the page behind them from scrolling by a style element, which the page's policy knows by its
// nonce. Browsers hide the attribute, not the property.
if (typeof document !== "undefined") {
  const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
  if (nonce) setNonce(nonce);
}

/** Hands the page's nonce to react-remove-scroll. */
export function StyleNonce() {
  return null;
}
