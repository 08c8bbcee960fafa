import type { Role } from "@/lib/identity/schemas";

export const roleNames: Record<Role, string> = { admin: "Admin", viewer: "Viewer" };

export const roleHint = "An admin may do everything. A viewer sees everything and changes nothing.";
