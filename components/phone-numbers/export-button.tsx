"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { saveFile } from "@/components/ui/save-file";
import { WorkingLabel } from "@/components/ui/working-label";
import { downloadFromApi } from "@/lib/api-client/api-client";
import { type DirectoryFilter, filterQuery } from "./filter";

/** Exports every number that matches the filter, not only the loaded ones. */
export function ExportButton({ filter }: { filter: DirectoryFilter }) {
  const { id: organizationId, slug } = useOrganization();
  const { mutate, isPending } = useMutation({
    mutationFn: () => downloadFromApi(`/core/phone-numbers/export.csv?${exportQuery(filter)}`, { organizationId }),
    onSuccess: (file) => saveFile(file, `${slug}-phone-numbers.csv`),
    onError: (error) => toast.error("Export failed", { description: error.message }),
  });
  return (
    <Button variant="outline" aria-disabled={isPending} aria-busy={isPending} onClick={() => !isPending && mutate()}>
      <WorkingLabel working={isPending} label="Export CSV" workingLabel="Exporting…" />
    </Button>
  );
}

const exportQuery = (filter: DirectoryFilter) => new URLSearchParams(filterQuery(filter));
