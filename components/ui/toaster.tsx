"use client";

import type { CSSProperties } from "react";
import { Toaster as Sonner } from "sonner";

const paint = {
  "--normal-bg": "var(--surface)",
  "--normal-text": "var(--foreground)",
  "--normal-border": "var(--border)",
  "--border-radius": "10px",
  fontFamily: "inherit",
} as CSSProperties;

export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      style={paint}
      gap={8}
      toastOptions={{
        duration: 6000,
        classNames: {
          toast: "!shadow-lift !text-base !gap-2.5 !px-4 !py-3",
          description: "!text-muted-foreground",
          error: "[&_[data-icon]]:text-danger",
          success: "[&_[data-icon]]:text-success",
        },
      }}
    />
  );
}
