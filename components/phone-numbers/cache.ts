import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { PhoneNumberPage, PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { type DirectoryFilter, isShown } from "./filter";
import { phoneNumberKeys } from "./queries";

type Pages = InfiniteData<PhoneNumberPage, string | null>;
type Records = PhoneNumberPage["data"];

/** Puts a number that is new in the directory on top of every loaded list it belongs to; a known one is replaced. */
export function insertPhoneNumber(client: QueryClient, organizationId: string, record: PhoneNumberRecord) {
  for (const [key, pages] of client.getQueriesData<Pages>({ queryKey: phoneNumberKeys.lists(organizationId) })) {
    if (!pages || !isShown(record, key.at(-1) as DirectoryFilter)) continue;
    const known = pages.pages.some((page) => page.data.some(({ id }) => id === record.id));
    client.setQueryData<Pages>(key, known ? withRecords(pages, replacing([record])) : prepended(pages, record));
  }
}

/**
 * Shows the server's newer versions of numbers wherever they are loaded. One that no longer meets a list's filter stays
 * in it until the list is asked for again: a row does not vanish under the hand that changed it.
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

/** Takes a number that has left the directory out of every loaded list. */
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

/** The number as some loaded list has it. */
export function findPhoneNumber(client: QueryClient, organizationId: string, phoneNumber: string) {
  for (const [, pages] of client.getQueriesData<Pages>({ queryKey: phoneNumberKeys.lists(organizationId) })) {
    for (const page of pages?.pages ?? []) {
      const found = page.data.find((each) => each.phone_number === phoneNumber);
      if (found) return found;
    }
  }
}

/** Pages in which nothing changes stay the same objects, so that what shows them has nothing to do. */
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
