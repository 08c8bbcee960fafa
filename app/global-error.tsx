"use client";

import "./globals.css";
import { ErrorMessage } from "@/components/shell/error-message";

export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be loaded · Trunkline</title>
        <ErrorMessage {...props} />
      </body>
    </html>
  );
}
