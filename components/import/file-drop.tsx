"use client";

import Upload from "lucide-react/icons/upload";
import { type DragEvent, useState } from "react";
import { classNames } from "@/components/ui/class-names";

/** Takes a file by dialog or drop. The whole area is the label of a focusable input. */
export function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={classNames(
        "flex cursor-pointer flex-col items-center gap-2 rounded-card border border-border-strong border-dashed bg-surface px-6 py-14 text-center transition-colors hover:bg-muted has-focus-visible:border-accent has-focus-visible:shadow-[0_0_0_3px_var(--ring)]",
        isOver && "border-accent bg-muted",
      )}
    >
      <Upload size={20} aria-hidden="true" className="text-muted-foreground" />
      <span className="font-medium">Choose a CSV file, or drop it here</span>
      <span className="text-muted-foreground text-sm">
        Up to 100,000 numbers or 10 MiB. We check it before importing.
      </span>
      <input
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        className="sr-only"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onFile(file);
          // Allows selecting the same file again after correcting it.
          target.value = "";
        }}
      />
    </label>
  );
}
