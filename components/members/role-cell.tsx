"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { Select } from "@/components/ui/select";
import { MemberRecord } from "@/lib/identity/members/schemas";
import { Role } from "@/lib/identity/schemas";
import { keysMadeByQuery } from "./queries";
import { roleNames } from "./role-names";
import { useMemberAction } from "./use-member-action";

/** Never optimistic, because the server rejects demoting the last admin. */
export function RoleCell({ member }: { member: MemberRecord }) {
  const { id: organizationId, scopes } = useOrganization();
  const client = useQueryClient();
  const change = useMemberAction({ path: `/admin/members/${member.id}`, method: "PATCH", response: MemberRecord });
  if (!scopes.includes("members:manage")) return <>{roleNames[member.role]}</>;
  /** Undefined without keys, or without permission to see them. */
  const keysLeftBehind = async () => {
    if (!scopes.includes("api_keys:manage")) return undefined;
    const made = await client.fetchQuery(keysMadeByQuery(organizationId, member.id)).catch(() => undefined);
    const names = made?.data.map(({ name }) => name) ?? [];
    if (names.length === 0) return undefined;
    return `API keys they created keep working: ${names.join(", ")}. Delete them under API keys if they shouldn't.`;
  };
  const choose = (role: Role) =>
    change.mutate(
      { role },
      {
        onSuccess: async () => {
          const left = role === "viewer" && (await keysLeftBehind());
          toast.success(`${member.name} is ${role === "admin" ? "an admin" : "a viewer"} now`, {
            ...(left && { description: left, duration: 15_000 }),
          });
        },
        onError: (error) => toast.error("Couldn't change the role", { description: error.message }),
      },
    );
  return (
    <Select
      aria-label={`Role of ${member.name}`}
      aria-busy={change.isPending}
      value={change.isPending ? String((change.variables as { role: Role }).role) : member.role}
      disabled={change.isPending}
      onChange={(event) => choose(Role.parse(event.target.value))}
    >
      {Role.options.map((role) => (
        <option key={role} value={role}>
          {roleNames[role]}
        </option>
      ))}
    </Select>
  );
}
