"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { useOrganization } from "@/components/organizations/organization-context";
import { callApi } from "@/lib/api-client/api-client";
import type { Scope } from "@/lib/identity/schemas";
import { type Credential, type CredentialKind, credentialKinds } from "./credential-kinds";
import { credentialKeys } from "./queries";

type NewCredential = { name: string; expires_at: number | null; scopes?: Scope[] };
type Created = Credential & { pat_key: string | null };

/** `data.pat_key` is the secret, available only here. */
export function useCreateCredential(kind: CredentialKind) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const { path, created } = credentialKinds[kind];
  const response: z.ZodType<Created> = created;
  return useMutation({
    mutationFn: (body: NewCredential) => callApi(path, { organizationId, method: "POST", body, response }),
    onSuccess: () => client.invalidateQueries({ queryKey: credentialKeys.list(kind, organizationId) }),
  });
}
