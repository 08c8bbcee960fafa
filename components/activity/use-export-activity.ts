"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { saveFile } from "@/components/ui/save-file";
import { downloadFromApi } from "@/lib/api-client/api-client";
import { type ActivityFilters, searchOf } from "./filters";

/** Exports the filtered events as a file. */
export function useExportActivity(filters: ActivityFilters) {
  const { id: organizationId, slug } = useOrganization();
  return useMutation({
    mutationFn: () => downloadFromApi(`/admin/audit-events/export.csv?${searchOf(filters)}`, { organizationId }),
    onSuccess: (file) => saveFile(file, `${slug}-activity.csv`),
    onError: (error) => toast.error("Export failed", { description: error.message }),
  });
}
