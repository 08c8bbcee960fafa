"use client";

import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from "react";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import type { DirectoryFilter } from "./filter";

type Selection = {
  /** In the order of the loaded numbers. */
  selected: PhoneNumberRecord[];
  loaded: number;
  isSelected: (id: string) => boolean;
  /** `through` includes every row since the previously clicked one. */
  toggle: (id: string, options: { on: boolean; through: boolean }) => void;
  selectAll: () => void;
  /** Deselects all others. */
  keep: (phoneNumbers: ReadonlySet<string>) => void;
  clear: () => void;
};

const Context = createContext<Selection | undefined>(undefined);
const none: ReadonlySet<string> = new Set();

type SelectionProviderProps = { records: PhoneNumberRecord[]; filter: DirectoryFilter; children: ReactNode };

/** Changing the filter clears the selection, so nothing invisible is selected. */
export function SelectionProvider({ records, filter, children }: SelectionProviderProps) {
  const [ids, setIds] = useState(none);
  const [within, setWithin] = useState(filter);
  if (within !== filter) {
    setWithin(filter);
    setIds(none);
  }
  const anchor = useRef<string>(undefined);

  const selection = useMemo<Selection>(() => {
    const indexOf = (id: string | undefined) => records.findIndex((record) => record.id === id);
    return {
      selected: ids.size === 0 ? [] : records.filter(({ id }) => ids.has(id)),
      loaded: records.length,
      isSelected: (id) => ids.has(id),
      toggle: (id, { on, through }) => {
        const from = through ? indexOf(anchor.current) : -1;
        const range = from < 0 ? [id] : between(records, from, indexOf(id));
        anchor.current = id;
        setIds((all) => withMembers(all, range, on));
      },
      selectAll: () => setIds(new Set(records.map(({ id }) => id))),
      keep: (numbers) =>
        setIds(new Set(records.filter(({ phone_number }) => numbers.has(phone_number)).map(({ id }) => id))),
      clear: () => setIds(none),
    };
  }, [ids, records]);
  return <Context value={selection}>{children}</Context>;
}

export function useSelection(): Selection {
  const selection = useContext(Context);
  if (!selection) throw new Error("useSelection needs a SelectionProvider above it.");
  return selection;
}

function between(records: PhoneNumberRecord[], one: number, other: number) {
  return records.slice(Math.min(one, other), Math.max(one, other) + 1).map(({ id }) => id);
}

function withMembers(all: ReadonlySet<string>, ids: string[], on: boolean): ReadonlySet<string> {
  const next = new Set(all);
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}
