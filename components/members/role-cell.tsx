"use client";

import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { Select } from "@/components/ui/select";
import { MemberRecord, Role } from "@/lib/members/schemas";
import { roleNames } from "./role-names";
import { useMemberAction } from "./use-member-action";

/** Chosen in place by who may; never optimistic, since the last admin stays one. */
export function RoleCell({ member }: { member: MemberRecord }) {
  const { scopes } = useOrganization();
  const change = useMemberAction({ path: `/admin/members/${member.id}`, method: "PATCH", response: MemberRecord });
  if (!scopes.includes("members:manage")) return <>{roleNames[member.role]}</>;
  const choose = (role: Role) =>
    change.mutate(
      { role },
      {
        onSuccess: () => toast.success(`${member.name} is ${role === "admin" ? "an admin" : "a viewer"} now`),
        onError: (error) => toast.error("The role did not change", { description: error.message }),
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
