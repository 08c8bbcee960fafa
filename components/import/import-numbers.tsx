"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { trunksQuery } from "@/components/trunks/queries";
import { Button } from "@/components/ui/button";
import { counted } from "@/components/ui/counted";
import { Field } from "@/components/ui/field";
import { MessageCard } from "@/components/ui/message-card";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import type { ImportRecord } from "@/lib/numbers/import/schemas";
import { FileDrop } from "./file-drop";
import { ImportProgress } from "./import-progress";
import { CheckedFile } from "./import-report";
import { RecentImports } from "./recent-imports";
import { nameOf, useImport } from "./use-import";

/** Checks a file, shows its errors, and imports only a file without errors. */
export function ImportNumbers() {
  const { slug } = useOrganization();
  const [trunkId, setTrunkId] = useState("");
  const { state, check, importFile, open, restart } = useImport();
  switch (state.step) {
    case "choose":
      return (
        <div className="grid gap-5">
          <TrunkChoice value={trunkId} onChange={setTrunkId} />
          <FileDrop onFile={(file) => check(file, trunkId)} />
          <FileFormat />
          <RecentImports onOpen={open} />
        </div>
      );
    case "sending":
      return <ImportProgress fileName={state.fileName} what="Uploading…" percent={Math.round(state.share * 100)} />;
    case "loading":
      return <Skeleton className="h-20 w-full" />;
    case "working":
      return (
        <ImportProgress fileName={nameOf(state.record)} what={workOn(state.record)} percent={state.record.percent} />
      );
    case "checked":
      return (
        <CheckedFile fileName={nameOf(state.record)} report={state.record} onImport={importFile} onRestart={restart} />
      );
    case "failed":
      return (
        <MessageCard
          title={`Couldn't import ${state.fileName}`}
          action={
            <Button variant="outline" onClick={restart}>
              Choose another file
            </Button>
          }
        >
          {state.message}
        </MessageCard>
      );
    case "imported":
      return (
        <MessageCard
          title={`${counted(state.record.new_numbers, "number")} imported`}
          action={
            <span className="flex flex-wrap justify-center gap-2">
              <Button variant="outline" onClick={restart}>
                Import another file
              </Button>
              <Button asChild>
                <Link href={`/${slug}/phone-numbers`}>Go to Phone Numbers</Link>
              </Button>
            </span>
          }
        >
          {state.record.unchanged > 0 && `${counted(state.record.unchanged, "number")} already in your directory. `}
          Next, assign agents to them.
        </MessageCard>
      );
  }
}

function workOn({ status, dry_run }: ImportRecord): string {
  if (status === "pending") return "Waiting for another import…";
  return dry_run ? "Checking every line…" : "Importing…";
}

function TrunkChoice({ value, onChange }: { value: string; onChange: (trunkId: string) => void }) {
  const { id, slug } = useOrganization();
  const { data } = useInfiniteQuery(trunksQuery(id));
  const own = data?.pages.flatMap((page) => page.data).filter((trunk) => trunk.managed_account_id === null) ?? [];
  return (
    <Field
      label="Trunk"
      hint={
        own.length > 0 ? (
          "Used for lines without a trunk."
        ) : (
          <>
            Imported numbers need your own trunk.{" "}
            <Link href={`/${slug}/trunks?new`} className="underline">
              Create a trunk
            </Link>
            .
          </>
        )
      }
    >
      {(control) => (
        <Select {...control} value={value} onChange={({ target }) => onChange(target.value)} className="sm:w-72">
          <option value="">Use the trunk column</option>
          {own.map((trunk) => (
            <option key={trunk.id} value={trunk.id} dir="auto">
              {trunk.name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function FileFormat() {
  return (
    <section aria-labelledby="file-format" className="text-sm">
      <h2 id="file-format" className="font-medium">
        File format
      </h2>
      <pre className="mt-2 overflow-x-auto rounded-card border bg-muted px-4 py-3 font-mono">
        {"phone_number,trunk\n+14155550142,Office PBX\n+442079460123,Office PBX"}
      </pre>
      <p className="mt-2 text-muted-foreground">
        Start with a header row. Use E.164 numbers (+ and country code). Extra columns are ignored, so exports can be
        re-imported.
      </p>
    </section>
  );
}
