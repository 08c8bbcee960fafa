"use client";

import { useQuery } from "@tanstack/react-query";
import { agentVersionsQuery } from "@/components/agents/agent-search";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { Target } from "./changes";

type Option = { version: number; published: boolean };

type VersionSelectProps = { target: Target; onChoose: (target: Target) => void };

/** Newest first, each marked as published or draft. */
export function VersionSelect({ target, onChoose }: VersionSelectProps) {
  const { id: organizationId } = useOrganization();
  const { data, error, refetch } = useQuery(agentVersionsQuery(organizationId, target.agentId));
  if (error && !data) {
    return (
      <Button variant="outline" title={error.message} onClick={() => refetch()}>
        Reload versions
      </Button>
    );
  }
  const options = withChosen(data?.data ?? [], target);
  return (
    <Select
      aria-label="Version"
      aria-busy={!data}
      value={target.version}
      onChange={(event) => {
        const chosen = options.find(({ version }) => version === Number(event.target.value));
        if (chosen) onChoose({ ...target, ...chosen });
      }}
      className="w-[150px] shrink-0"
    >
      {options.map(({ version, published }) => (
        <option key={version} value={version}>
          v{version} ({published ? "published" : "draft"})
        </option>
      ))}
    </Select>
  );
}

/** Adds the selected version before the list has loaded, or when it is too old to be listed. */
function withChosen(versions: Option[], { version, published }: Option): Option[] {
  const options = versions.map((each) => ({ version: each.version, published: each.published }));
  if (options.some((each) => each.version === version)) return options;
  return [...options, { version, published }];
}
