"use client";

import { useSyncExternalStore } from "react";

export const themes = ["light", "dark", "system"] as const;
export type Theme = (typeof themes)[number];

export function isTheme(word: unknown): word is Theme {
  return themes.some((theme) => theme === word);
}

/** Stored in this browser and applied by the script in theme-script.tsx. */
export function useTheme() {
  const theme = useSyncExternalStore<Theme>(subscribe, read, () => "system");
  return { theme, setTheme };
}

function subscribe(listener: () => void) {
  window.addEventListener("storage", listener);
  return () => window.removeEventListener("storage", listener);
}

function read(): Theme {
  try {
    const word = localStorage.getItem("theme");
    return isTheme(word) ? word : "system";
  } catch {
    return "system";
  }
}

function setTheme(theme: Theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    return;
  }
  window.dispatchEvent(new StorageEvent("storage", { key: "theme" }));
}
