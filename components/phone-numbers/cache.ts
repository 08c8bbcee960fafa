import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { PhoneNumberPage, PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { type DirectoryFilter, isShown } from "./filter";
import { phoneNumberKeys } from "./queries";

type Pages = InfiniteData<PhoneNumberPage, string | null>;
type Records = PhoneNumberPage["data"];

/** Puts a new number on top of every loaded list that it belongs to; replaces a known one. */
export function insertPhoneNumber(client: QueryClient, organizationId: string, record: PhoneNumberRecord) {
  for (const [key, pages] of client.getQueriesData<Pages>({ queryKey: phoneNumberKeys.lists(organizationId) })) {
    if (!pages || !isShown(record, key.at(-1) as DirectoryFilter)) continue;
    const known = pages.pages.some((page) => page.data.some(({ id }) => id === record.id));
    client.setQueryData<Pages>(key, known ? withRecords(pages, replacing([record])) : prepended(pages, record));
  }
}

/**
 * Replaces numbers wherever they are loaded. One that no longer matches a list's filter stays until the next refetch,
 * so a row does not vanish while the user works on it.
 */
export function replacePhoneNumbers(client: QueryClient, organizationId: string, records: PhoneNumberRecord[]) {
  if (records.length === 0) return;
  client.setQueriesData<Pages>({ queryKey: phoneNumberKeys.lists(organizationId) }, (pages) =>
    pages ? withRecords(pages, replacing(records)) : pages,
  );
  for (const record of records) {
    client.setQueryData(phoneNumberKeys.detail(organizationId, record.phone_number), record);
  }
}

export function removePhoneNumber(client: QueryClient, organizationId: string, phoneNumber: string) {
  const without = (data: Records) =>
    data.some((each) => each.phone_number === phoneNumber)
      ? data.filter((each) => each.phone_number !== phoneNumber)
      : data;
  client.setQueriesData<Pages>({ queryKey: phoneNumberKeys.lists(organizationId) }, (pages) =>
    pages ? withRecords(pages, without) : pages,
  );
  client.removeQueries({ queryKey: phoneNumberKeys.detail(organizationId, phoneNumber) });
}

export function findPhoneNumber(client: QueryClient, organizationId: string, phoneNumber: string) {
  for (const [, pages] of client.getQueriesData<Pages>({ queryKey: phoneNumberKeys.lists(organizationId) })) {
    for (const page of pages?.pages ?? []) {
      const found = page.data.find((each) => each.phone_number === phoneNumber);
      if (found) return found;
    }
  }
}

/** Keeps unchanged pages as the same objects, so their components do not rerender. */
function withRecords(pages: Pages, change: (data: Records) => Records): Pages {
  const changed = pages.pages.map((page) => {
    const data = change(page.data);
    return data === page.data ? page : { ...page, data };
  });
  return changed.every((page, index) => page === pages.pages[index]) ? pages : { ...pages, pages: changed };
}

function replacing(records: PhoneNumberRecord[]) {
  const newer = new Map(records.map((record) => [record.id, record]));
  return (data: Records) =>
    data.some(({ id }) => newer.has(id)) ? data.map((each) => newer.get(each.id) ?? each) : data;
}

function prepended(pages: Pages, record: PhoneNumberRecord): Pages {
  const [first, ...rest] = pages.pages;
  return first ? { ...pages, pages: [{ ...first, data: [record, ...first.data] }, ...rest] } : pages;
}
