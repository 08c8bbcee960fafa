"use client";

import { useEffect, useState } from "react";

/** `copied` is true briefly after each copy. */
export function useCopy(text: string) {
  const [copied, setCopied] = useState(0);

  useEffect(() => {
    if (copied === 0) return;
    const timer = setTimeout(() => setCopied(0), 1600);
    return () => clearTimeout(timer);
  }, [copied]);

  /** Returns true on success. */
  const copy = async () => {
    const done = await writeToClipboard(text);
    if (done) setCopied((times) => times + 1);
    return done;
  };
  return { copied: copied > 0, copy };
}

// The clipboard API is missing on plain http, where many install Trunkline.
async function writeToClipboard(text: string): Promise<boolean> {
  if (navigator.clipboard)
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
