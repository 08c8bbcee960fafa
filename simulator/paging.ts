import { TwilioError, type TwilioRequest } from "./twilio-request";

const DEFAULT_PAGE_SIZE = 50;
const LARGEST_PAGE_SIZE = 1000;

export type Page<Item> = {
  items: Item[];
  page: number;
  pageSize: number;
  /** The path and query of this page, without origin. */
  uri: string;
  firstUri: string;
  nextUri: string | null;
  previousUri: string | null;
};

/**
 * One page of a list, newest first. The token names the last object returned, so pages stay consistent while objects
 * are created or deleted.
 * @throws TwilioError 400/20007 for a page size above 1000
 */
export function paginate<Item extends { sequence: number }>(
  { path, query }: Pick<TwilioRequest, "path" | "query">,
  items: Iterable<Item>,
): Page<Item> {
  const pageSize = parsePageSize(query) ?? DEFAULT_PAGE_SIZE;
  const page = Math.max(0, Math.trunc(Number(query.get("Page") ?? 0)) || 0);
  const lastSeen = parseToken(query.get("PageToken"));
  const sorted = [...items].sort((a, b) => b.sequence - a.sequence);
  const rest =
    lastSeen === undefined ? sorted.slice(page * pageSize) : sorted.filter(({ sequence }) => sequence < lastSeen);
  const shown = rest.slice(0, pageSize);
  const last = shown.at(-1);

  const uriOf = (number: number, token?: string) => {
    const filters = new URLSearchParams(query);
    for (const name of ["PageSize", "Page", "PageToken"]) filters.delete(name);
    filters.set("PageSize", String(pageSize));
    filters.set("Page", String(number));
    if (token) filters.set("PageToken", token);
    return `${path}?${filters}`;
  };

  return {
    items: shown,
    page,
    pageSize,
    uri: uriOf(page, query.get("PageToken") ?? undefined),
    firstUri: uriOf(0),
    nextUri: last && rest.length > shown.length ? uriOf(page + 1, `PA${last.sequence}`) : null,
    previousUri: page > 0 ? uriOf(page - 1) : null,
  };
}

/** @throws TwilioError 400/20007 for a page size above 1000 */
export function parsePageSize(query: URLSearchParams): number | undefined {
  const value = query.get("PageSize");
  if (value === null || value === "") return undefined;
  const size = Number(value);
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE_SIZE) {
    throw new TwilioError(400, 20007, `Page size must be between 1 and ${LARGEST_PAGE_SIZE}`);
  }
  return size;
}

function parseToken(token: string | null): number | undefined {
  if (!token) return undefined;
  const sequence = /^PA(\d+)$/.exec(token)?.[1];
  if (sequence === undefined) throw new TwilioError(400, 20006, "Invalid page token");
  return Number(sequence);
}

/** The list envelope of the newer APIs, with absolute links. */
export function metaOf(key: string, origin: string, page: Page<unknown>) {
  const absolute = (uri: string | null) => (uri === null ? null : origin + uri);
  return {
    key,
    page: page.page,
    page_size: page.pageSize,
    url: absolute(page.uri),
    first_page_url: absolute(page.firstUri),
    next_page_url: absolute(page.nextUri),
    previous_page_url: absolute(page.previousUri),
  };
}
