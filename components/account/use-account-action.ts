"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { useOrganization } from "@/components/organizations/organization-context";
import { callApi } from "@/lib/api-client/api-client";
import { accountKeys } from "./queries";

type AccountAction<T extends z.ZodType> = {
  path: string;
  method?: "POST" | "DELETE";
  response: T;
  /** Replaces the refetch, for actions that end the session that could refetch. */
  after?: () => void;
};

/** Changes how the user signs in and refetches the page's data. */
export function useAccountAction<T extends z.ZodType>({ path, method = "POST", response, after }: AccountAction<T>) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body?: unknown) => callApi(path, { organizationId, method, body, response }),
    onSuccess: after ?? (() => client.invalidateQueries({ queryKey: accountKeys.account })),
  });
}
