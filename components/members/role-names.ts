import type { Role } from "@/lib/identity/schemas";

export const roleNames: Record<Role, string> = { admin: "Admin", viewer: "Viewer" };

export const roleHint = "Admins can do everything. Viewers have read-only access.";
