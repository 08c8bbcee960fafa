type ImportProgressProps = { fileName: string; dryRun: boolean; share: number };

/** How much of the file has arrived; then the server works on it, for how long nobody knows. */
export function ImportProgress({ fileName, dryRun, share }: ImportProgressProps) {
  const arrived = share >= 1;
  const what = arrived ? (dryRun ? "Checking every line…" : "Writing the numbers…") : "Sending the file…";
  return (
    <div className="rounded-card border bg-surface px-5 py-5">
      <p role="status" className="flex flex-wrap justify-between gap-x-4">
        <span className="min-w-0 truncate font-medium">{fileName}</span>
        <span className="text-muted-foreground">{what}</span>
      </p>
      <progress
        aria-label={what}
        className="mt-3 block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-border [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-border [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width]"
        max={100}
        {...(!arrived && { value: Math.round(share * 100) })}
      />
    </div>
  );
}
