"use client";

import * as Popover from "@radix-ui/react-popover";
import { Command } from "cmdk";
import Check from "lucide-react/icons/check";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { classNames } from "./class-names";
import { controlClasses } from "./control-classes";

type ComboboxProps = {
  /** Names the button and the list, for example `Inbound agent`. */
  label: string;
  /** The selected value as text, read after the label. */
  chosen: string;
  /** The selected value's appearance; defaults to `chosen`. */
  children?: ReactNode;
  placeholder: string;
  typed: string;
  onType: (text: string) => void;
  /** `ComboboxOption`s; `choose` closes the list. */
  options: (choose: (act: () => void) => void) => ReactNode;
  /** Shown below the options: loading, no results, or more results. */
  message?: ReactNode;
  busy?: boolean;
  onOpen?: () => void;
  className?: string;
};

/** A button that opens a searchable list. The caller searches for `typed`. */
export function Combobox({ label, chosen, children, options, className, onOpen, ...search }: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const change = (opens: boolean) => {
    search.onType("");
    if (opens) onOpen?.();
    setOpen(opens);
  };
  const choose = (act: () => void) => {
    act();
    change(false);
  };
  return (
    // Modal, so that its list scrolls within a dialog.
    <Popover.Root open={open} onOpenChange={change} modal>
      <Popover.Trigger
        aria-label={`${label}: ${chosen}`}
        className={classNames(
          "flex h-9 items-center justify-between gap-2 text-left hover:border-control-off data-[state=open]:border-accent",
          controlClasses,
          className,
        )}
      >
        <span dir="auto" className="min-w-0 flex-1 truncate">
          {children ?? chosen}
        </span>
        <ChevronsUpDown size={14} aria-hidden="true" className="shrink-0 text-muted-foreground" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className="z-60 w-(--radix-popover-trigger-width) min-w-64 animate-pop overflow-hidden rounded-card border border-border bg-surface shadow-lift outline-none"
        >
          <SearchList label={label} {...search}>
            {options(choose)}
          </SearchList>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type SearchListProps = Pick<ComboboxProps, "label" | "placeholder" | "typed" | "onType" | "message" | "busy"> & {
  children: ReactNode;
};

function SearchList({ label, placeholder, typed, onType, message, busy = false, children }: SearchListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState("");
  /** The text that the options match, and whether Enter waits for those of the current text. */
  const foundFor = useRef("");
  const entered = useRef(false);
  useEffect(() => {
    if (busy || foundFor.current === typed) return;
    foundFor.current = typed;
    const first = list.current?.querySelector<HTMLElement>('[cmdk-item]:not([aria-disabled="true"])');
    setSelected(first?.dataset.value ?? "");
    if (entered.current) first?.click();
    entered.current = false;
  });
  const waitForResults = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || foundFor.current === typed) return;
    event.preventDefault();
    event.stopPropagation();
    entered.current = true;
  };
  return (
    <Command
      label={label}
      shouldFilter={false}
      loop
      value={selected}
      onValueChange={setSelected}
      onKeyDownCapture={waitForResults}
    >
      <Command.Input
        value={typed}
        onValueChange={(text) => {
          entered.current = false;
          onType(text);
        }}
        placeholder={placeholder}
        className="h-10 w-full border-b bg-transparent px-3 outline-none placeholder:text-muted-foreground max-lg:text-[16px]"
      />
      <Command.List
        ref={list}
        aria-busy={busy}
        className={classNames(
          "max-h-[min(280px,40vh)] scroll-py-1 overflow-y-auto overscroll-contain p-1 transition-opacity",
          busy && "opacity-60",
        )}
      >
        {children}
      </Command.List>
      {message && (
        <div role="status" className="border-t px-3 py-2 text-muted-foreground text-sm empty:hidden">
          {message}
        </div>
      )}
    </Command>
  );
}

type ComboboxOptionProps = {
  id: string;
  chosen?: boolean;
  disabled?: boolean;
  onChoose: () => void;
  children: ReactNode;
};

export function ComboboxOption({ id, chosen = false, disabled = false, onChoose, children }: ComboboxOptionProps) {
  return (
    <Command.Item
      value={id}
      disabled={disabled}
      onSelect={onChoose}
      className="flex min-h-8 cursor-pointer items-center gap-2 rounded-[6px] px-2 py-1.5 data-[disabled=true]:cursor-not-allowed data-[selected=true]:bg-muted data-[disabled=true]:text-muted-foreground"
    >
      <span className="flex min-w-0 flex-1 items-center gap-2">{children}</span>
      {chosen && <Check size={15} aria-hidden="true" className="shrink-0 text-accent" />}
      {chosen && <span className="sr-only">, chosen</span>}
    </Command.Item>
  );
}
