"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Scope } from "@/lib/identity/schemas";

export type CurrentOrganization = {
  id: string;
  slug: string;
  name: string;
  /** What its user may do here: what they may not do is not shown. */
  scopes: readonly Scope[];
  canPurchase: boolean;
  canManageNumbers: boolean;
  canImport: boolean;
};

const Organization = createContext<CurrentOrganization | undefined>(undefined);

export function OrganizationProvider({ value, children }: { value: CurrentOrganization; children: ReactNode }) {
  return <Organization value={value}>{children}</Organization>;
}

/** The organization of this page's URL, and what its user may do there. */
export function useOrganization(): CurrentOrganization {
  const organization = useContext(Organization);
  if (!organization) throw new Error("useOrganization needs an OrganizationProvider above it.");
  return organization;
}
