"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { Table, TableCell, type TableColumn, TableRow } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import { dayText } from "@/components/ui/time-text";
import type { Credential } from "./credential-kinds";

const columns: readonly TableColumn[] = [
  { id: "name", header: "Name" },
  { id: "key", header: "Key", className: "w-36 max-md:hidden" },
  { id: "expires", header: "Expires", className: "w-28 max-md:w-24" },
  { id: "used", header: "Last used", className: "w-28 max-md:hidden" },
  { id: "created", header: "Created", className: "w-28 max-md:hidden" },
  { id: "actions", header: <span className="sr-only">Actions</span>, className: "w-24" },
];

const classOf = (id: string) => columns.find((column) => column.id === id)?.className;

type CredentialsTableProps = { label: string; credentials: Credential[]; onDelete: (credential: Credential) => void };

export function CredentialsTable({ label, credentials, onDelete }: CredentialsTableProps) {
  return (
    <Table label={label} columns={columns}>
      {credentials.map((credential) => (
        <CredentialRow key={credential.id} credential={credential} onDelete={() => onDelete(credential)} />
      ))}
    </Table>
  );
}

function CredentialRow({ credential, onDelete }: { credential: Credential; onDelete: () => void }) {
  const { name, key_id, scopes, expires_at, last_used_at, created_at } = credential;
  return (
    <TableRow>
      <TableCell className="max-md:py-2">
        <p dir="auto" className="truncate text-left font-medium">
          {name}
        </p>
        <p dir="auto" className="truncate text-muted-foreground text-sm" title={scopes?.join(", ")}>
          <span dir="auto" className="block truncate font-mono md:hidden">
            {key_id}
          </span>
          {scopes === null ? "Same as your permissions" : scopes.length === 1 ? scopes[0] : `${scopes.length} scopes`}
        </p>
      </TableCell>
      <TableCell className={classOf("key")}>
        <span className="font-mono text-sm">{key_id}</span>
      </TableCell>
      <TableCell className={classOf("expires")}>
        <Expiry at={expires_at} />
      </TableCell>
      <TableCell className={classOf("used")}>
        {last_used_at ? <TimeAgo iso={last_used_at} /> : <span className="text-muted-foreground">Never</span>}
      </TableCell>
      <TableCell className={classOf("created")}>
        <TimeAgo iso={created_at} />
      </TableCell>
      <TableCell className={classOf("actions")}>
        <Button variant="outline" size="small" aria-label={`Delete ${name}`} onClick={onDelete}>
          Delete
        </Button>
      </TableCell>
    </TableRow>
  );
}

function Expiry({ at }: { at: number | null }) {
  const { now, zone } = useClock();
  if (at === null) return <span className="text-muted-foreground">Never</span>;
  if (at <= now) return <Badge tone="danger">Expired</Badge>;
  const day = new Date(at);
  return (
    <time dateTime={day.toISOString()} className="text-muted-foreground tabular-nums">
      {dayText(day, zone)}
    </time>
  );
}
