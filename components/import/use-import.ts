"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { organizationKeys } from "@/components/organizations/queries";
import { phoneNumberKeys } from "@/components/phone-numbers/queries";
import { trunkKeys } from "@/components/trunks/queries";
import { type ImportReport, MAX_IMPORT_BYTES } from "@/lib/import/schemas";
import { sendFile } from "./send-file";

/** Where an import is: a file is checked as soon as it is chosen, and imported only when that was asked for. */
export type ImportState =
  | { step: "choose" }
  | { step: "working"; file: File; dryRun: boolean; share: number }
  | { step: "checked" | "imported"; file: File; report: ImportReport }
  | { step: "failed"; file: File; message: string };

export function useImport() {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const [state, setState] = useState<ImportState>({ step: "choose" });
  // An answer to a file that has been replaced meanwhile is nobody's.
  const latest = useRef(0);

  async function send(file: File, trunkId: string, dryRun: boolean): Promise<void> {
    const attempt = ++latest.current;
    const show = (next: ImportState) => attempt === latest.current && setState(next);
    if (file.size > MAX_IMPORT_BYTES) return void show({ step: "failed", file, message: tooLarge });
    show({ step: "working", file, dryRun, share: 0 });
    try {
      const onProgress = (share: number) => show({ step: "working", file, dryRun, share });
      const report = await sendFile({ file, organizationId, trunkId, dryRun, onProgress });
      const isImported = !report.dry_run && report.error_count === 0;
      show({ step: isImported ? "imported" : "checked", file, report });
      if (isImported) await refresh();
    } catch (error) {
      show({ step: "failed", file, message: error instanceof Error ? error.message : String(error) });
    }
  }

  function refresh() {
    const keys = [
      phoneNumberKeys.lists(organizationId),
      organizationKeys.detail(organizationId),
      trunkKeys.list(organizationId),
    ];
    return Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
  }

  const restart = () => {
    latest.current++;
    setState({ step: "choose" });
  };
  return {
    state,
    check: (file: File, trunkId: string) => send(file, trunkId, true),
    importFile: (file: File, trunkId: string) => send(file, trunkId, false),
    restart,
  };
}

const tooLarge = "The file is larger than 10 MiB. Split it and import one part after the other.";
