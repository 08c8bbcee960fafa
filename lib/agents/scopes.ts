import type { Scope } from "@/lib/auth/scopes";

export const readAgents: readonly Scope[] = ["agents:read", "agents:manage"];
export const manageAgents: readonly Scope[] = ["agents:manage"];
