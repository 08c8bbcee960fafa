"use client";

import Link from "next/link";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { AgentFilter } from "./agent-filter";
import { ExportButton } from "./export-button";
import { NumberFilter } from "./number-filter";
import type { useDirectoryFilter } from "./use-directory-filter";

export function DirectoryToolbar({
  typed,
  filter,
  type,
  setAgent,
  setUnassigned,
}: ReturnType<typeof useDirectoryFilter>) {
  const { slug, scopes, canImport } = useOrganization();
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <NumberFilter typed={typed} onType={type} />
      {scopes.includes("agents:read") && <AgentFilter agentId={filter.agentId} onChoose={setAgent} />}
      <Button
        variant="outline"
        aria-pressed={filter.unassigned}
        onClick={() => setUnassigned(!filter.unassigned)}
        className="font-normal text-muted-foreground aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-foreground"
      >
        Unassigned
      </Button>
      <div className="ml-auto flex gap-2 max-md:hidden">
        {canImport && (
          <Button variant="outline" asChild>
            <Link href={`/${slug}/phone-numbers/import`}>Import</Link>
          </Button>
        )}
        <ExportButton filter={filter} />
      </div>
    </div>
  );
}
