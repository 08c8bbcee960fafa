"use client";

import Search from "lucide-react/icons/search";
import X from "lucide-react/icons/x";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

type NumberFilterProps = { typed: string; onType: (text: string | null) => void };

/** `/` brings the cursor here from anywhere on the page. */
export function NumberFilter({ typed, onType }: NumberFilterProps) {
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
    <div className="relative w-full md:w-[280px]">
      <Search
        size={15}
        aria-hidden="true"
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-3 text-muted-foreground"
      />
      <Input
        ref={field}
        type="search"
        inputMode="tel"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => onType(event.target.value || null)}
        onKeyDown={(event) => event.key === "Escape" && onType(null)}
        placeholder="Find a number…"
        aria-label="Find a number"
        aria-keyshortcuts="/"
        className="peer pr-9 pl-9 [&::-webkit-search-cancel-button]:appearance-none"
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
          <span className="sr-only">Remove the filter</span>
        </Button>
      )}
    </div>
  );
}
