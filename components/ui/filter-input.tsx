"use client";

import Search from "lucide-react/icons/search";
import X from "lucide-react/icons/x";
import { type ComponentProps, useEffect, useRef } from "react";
import { Button } from "./button";
import { classNames } from "./class-names";
import { Input } from "./input";

type FilterInputProps = Omit<ComponentProps<typeof Input>, "value" | "onChange" | "type"> & {
  /** For screen readers; sighted users read the placeholder. */
  label: string;
  typed: string;
  /** Null when emptied. */
  onType: (text: string | null) => void;
};

/** Filters the list below. `/` focuses it from anywhere on the page, so use it only once per page. */
export function FilterInput({ label, typed, onType, className, ...input }: FilterInputProps) {
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const focusOnSlash = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target;
      const elsewhere =
        target instanceof HTMLElement &&
        target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]");
      if (elsewhere) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener("keydown", focusOnSlash);
    return () => window.removeEventListener("keydown", focusOnSlash);
  }, []);

  return (
    <div className={classNames("relative w-full md:w-[280px]", className)}>
      <Search
        size={15}
        aria-hidden="true"
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-3 text-muted-foreground"
      />
      <Input
        ref={field}
        type="search"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => onType(event.target.value || null)}
        onKeyDown={(event) => event.key === "Escape" && onType(null)}
        aria-label={label}
        aria-keyshortcuts="/"
        className="peer pr-9 pl-9 [&::-webkit-search-cancel-button]:appearance-none"
        {...input}
      />
      {typed === "" ? (
        <span
          aria-hidden="true"
          className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2.5 rounded-[5px] border px-1.5 text-muted-foreground text-xs peer-focus:hidden max-md:hidden pointer-coarse:hidden"
        >
          /
        </span>
      ) : (
        <Button
          variant="quiet"
          size="icon"
          className="absolute top-1 right-1"
          onClick={() => {
            onType(null);
            field.current?.focus();
          }}
        >
          <X size={14} aria-hidden="true" />
          <span className="sr-only">Clear search</span>
        </Button>
      )}
    </div>
  );
}
