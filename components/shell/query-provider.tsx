"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "@/lib/api-client/api-client";

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function createQueryClient() {
  return new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    mutationCache: new MutationCache({ onError: signInAgain }),
    defaultOptions: {
      // Fails while offline, so that the user sees an error instead of waiting.
      queries: { staleTime: 30_000, networkMode: "always", retry: mayHelp },
      mutations: { networkMode: "always" },
    },
  });
}

function mayHelp(failures: number, error: Error) {
  return failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

/** After the session ends, sign-in returns to the current page. */
function signInAgain(error: Error) {
  if (!(error instanceof ApiError) || error.status !== 401) return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?from=${encodeURIComponent(here)}`);
}
