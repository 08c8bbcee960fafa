"use client";

import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { Table, TableCell, type TableColumn, TableRow } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { MemberRecord } from "@/lib/identity/members/schemas";
import { RoleCell } from "./role-cell";

const columns: readonly TableColumn[] = [
  { id: "name", header: "Name" },
  { id: "role", header: "Role", className: "w-36 max-md:w-30" },
  { id: "since", header: "Member since", className: "w-32 max-md:hidden" },
];
const actions: TableColumn = { id: "actions", header: <span className="sr-only">Actions</span>, className: "w-26" };

type MembersTableProps = { members: MemberRecord[]; onRemove: (member: MemberRecord) => void };

export function MembersTable({ members, onRemove }: MembersTableProps) {
  const manages = useOrganization().scopes.includes("members:manage");
  return (
    <Table label="Members" columns={manages ? [...columns, actions] : columns}>
      {members.map((member) => (
        <TableRow key={member.id}>
          <TableCell className="max-md:py-2">
            <p dir="auto" className="truncate text-left font-medium">
              {member.name}
            </p>
            <p dir="auto" className="text-muted-foreground text-sm max-md:wrap-anywhere md:truncate">
              {member.email}
            </p>
          </TableCell>
          <TableCell>
            <RoleCell member={member} />
          </TableCell>
          <TableCell className="max-md:hidden">
            <TimeAgo iso={member.created_at} />
          </TableCell>
          {manages && (
            <TableCell>
              <Button
                variant="outline"
                size="small"
                aria-label={`Remove ${member.name}`}
                onClick={() => onRemove(member)}
              >
                Remove
              </Button>
            </TableCell>
          )}
        </TableRow>
      ))}
    </Table>
  );
}
