/** Shared by all text controls. */
export const controlClasses = [
  "w-full min-w-0 rounded-control border border-border-strong bg-surface px-3 text-base text-foreground outline-none transition-[border-color,box-shadow] placeholder:text-muted-foreground",
  "focus-visible:border-accent focus-visible:shadow-[0_0_0_3px_var(--ring)] focus-visible:outline-none",
  "aria-invalid:border-danger max-lg:text-[16px]",
];
