"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Scope } from "@/lib/identity/schemas";

export type CurrentOrganization = {
  id: string;
  slug: string;
  name: string;
  /** The UI hides what the user may not do. */
  scopes: readonly Scope[];
  canPurchase: boolean;
  canManageNumbers: boolean;
  canImport: boolean;
};

const Organization = createContext<CurrentOrganization | undefined>(undefined);

export function OrganizationProvider({ value, children }: { value: CurrentOrganization; children: ReactNode }) {
  return <Organization value={value}>{children}</Organization>;
}

/** The organization of the page's URL, with the user's scopes. */
export function useOrganization(): CurrentOrganization {
  const organization = useContext(Organization);
  if (!organization) throw new Error("useOrganization needs an OrganizationProvider above it.");
  return organization;
}
