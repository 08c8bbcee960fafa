import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { PhoneNumberPage, PhoneNumberRecord } from "@/lib/phone-numbers/schemas";
import { phoneNumberKeys } from "./queries";

type Pages = InfiniteData<PhoneNumberPage, string | null>;

/** Puts a number that is new in the directory on top of every loaded list it belongs to; a known one is replaced. */
export function insertPhoneNumber(client: QueryClient, organizationId: string, record: PhoneNumberRecord) {
  for (const [key, pages] of client.getQueriesData<Pages>({ queryKey: phoneNumberKeys.lists(organizationId) })) {
    if (!pages || !record.phone_number.includes(String(key.at(-1)))) continue;
    const known = pages.pages.some((page) => page.data.some(({ id }) => id === record.id));
    client.setQueryData<Pages>(key, known ? replaced(pages, record) : prepended(pages, record));
  }
}

/** Shows the server's newer version of a number wherever it is loaded. */
export function replacePhoneNumber(client: QueryClient, organizationId: string, record: PhoneNumberRecord) {
  client.setQueriesData<Pages>({ queryKey: phoneNumberKeys.lists(organizationId) }, (pages) =>
    pages ? replaced(pages, record) : pages,
  );
}

function replaced(pages: Pages, record: PhoneNumberRecord): Pages {
  return {
    ...pages,
    pages: pages.pages.map((page) =>
      page.data.some(({ id }) => id === record.id)
        ? { ...page, data: page.data.map((each) => (each.id === record.id ? record : each)) }
        : page,
    ),
  };
}

function prepended(pages: Pages, record: PhoneNumberRecord): Pages {
  const [first, ...rest] = pages.pages;
  return first ? { ...pages, pages: [{ ...first, data: [record, ...first.data] }, ...rest] } : pages;
}
