"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useEffect, useRef, useState } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { organizationKeys } from "@/components/organizations/queries";
import { phoneNumberKeys } from "@/components/phone-numbers/queries";
import { trunkKeys } from "@/components/trunks/queries";
import { type ImportRecord, MAX_IMPORT_BYTES } from "@/lib/numbers/import/schemas";
import { importKeys, importQuery } from "./queries";
import { sendFile } from "./send-file";

/** A file is checked as soon as it is selected, and imported only on request. */
export type ImportState =
  | { step: "choose" }
  | { step: "sending"; fileName: string; share: number }
  | { step: "loading" }
  | { step: "working" | "checked" | "imported"; record: ImportRecord }
  | { step: "failed"; fileName: string; message: string };

type Upload = Extract<ImportState, { step: "sending" | "failed" }>;

/** Keeps the import's id in the URL, so a reload finds it again. */
export function useImport() {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const [importId, setImportId] = useQueryState("import", parseAsString.withOptions({ history: "push" }));
  const [upload, setUpload] = useState<Upload>();
  // Lost on a reload; the user then selects the file again.
  const [chosen, setChosen] = useState<{ file: File; trunkId: string }>();
  // Discards responses for a file that has been replaced.
  const latest = useRef(0);
  const { data, error } = useQuery({ ...importQuery(organizationId, importId ?? ""), enabled: importId !== null });
  const hasEnded = data?.finished_at != null;

  useEffect(() => {
    if (!hasEnded) return;
    const keys = [
      phoneNumberKeys.lists(organizationId),
      organizationKeys.detail(organizationId),
      trunkKeys.list(organizationId),
      importKeys.list(organizationId),
    ];
    for (const queryKey of keys) void client.invalidateQueries({ queryKey });
  }, [client, hasEnded, organizationId]);

  async function send(file: File, trunkId: string, dryRun: boolean): Promise<void> {
    const attempt = ++latest.current;
    const show = (next: Upload | undefined) => attempt === latest.current && setUpload(next);
    const fileName = file.name;
    setChosen({ file, trunkId });
    if (file.size > MAX_IMPORT_BYTES) return void show({ step: "failed", fileName, message: tooLarge });
    show({ step: "sending", fileName, share: 0 });
    try {
      const onProgress = (share: number) => show({ step: "sending", fileName, share });
      const accepted = await sendFile({ file, organizationId, trunkId, dryRun, onProgress });
      if (attempt !== latest.current) return;
      await setImportId(accepted);
      setUpload(undefined);
    } catch (failure) {
      show({ step: "failed", fileName, message: failure instanceof Error ? failure.message : String(failure) });
    }
  }

  const restart = () => {
    latest.current++;
    setUpload(undefined);
    setChosen(undefined);
    void setImportId(null);
  };
  return {
    state: upload ?? stateOf(importId, data, error),
    check: (file: File, trunkId: string) => send(file, trunkId, true),
    importFile: chosen && (() => send(chosen.file, chosen.trunkId, false)),
    open: (id: string) => void setImportId(id),
    restart,
  };
}

function stateOf(importId: string | null, record: ImportRecord | undefined, error: Error | null): ImportState {
  if (importId === null) return { step: "choose" };
  if (!record) return error ? { step: "failed", fileName: "the import", message: error.message } : { step: "loading" };
  if (record.finished_at === null) return { step: "working", record };
  if (record.error === null) return { step: record.dry_run ? "checked" : "imported", record };
  if (record.errors.length > 0 && record.lines_written === 0) return { step: "checked", record };
  return { step: "failed", fileName: nameOf(record), message: record.error.detail };
}

export const nameOf = ({ file_name: name }: Pick<ImportRecord, "file_name">) => name ?? "A file";

const tooLarge = "The file is over 10 MiB. Split it into smaller files.";
