type ImportProgressProps = { fileName: string; what: string; percent: number };

export function ImportProgress({ fileName, what, percent }: ImportProgressProps) {
  return (
    <div className="rounded-card border bg-surface px-5 py-5">
      <p role="status" className="flex flex-wrap justify-between gap-x-4">
        <span dir="auto" className="min-w-0 truncate font-medium">
          {fileName}
        </span>
        <span className="text-muted-foreground tabular-nums">
          {what} {percent}%
        </span>
      </p>
      <progress
        aria-label={what}
        className="mt-3 block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-border [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-border [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width]"
        max={100}
        value={percent}
      />
    </div>
  );
}
