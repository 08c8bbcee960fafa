type Entry = { index: number; url: string | null };
/** https://developer.mozilla.org/en-US/docs/Web/API/Navigation; not available in every current browser. */
type Navigation = { currentEntry: Entry | null; entries(): Entry[] };

declare global {
  interface Window {
    readonly navigation?: Navigation;
  }
}

// Going back to an entry from before a reload renders the page again and loses focus.
let openedSinceLoad = false;

/** Call when a dialog gets its own history entry. */
export function noteOpening(): void {
  openedSinceLoad = true;
}

/**
 * Closes a dialog that the URL holds. Goes back when the previous history entry opened it, so Back never reopens it;
 * otherwise (the page was loaded open, or from a link) replaces this entry.
 * @param parameters the dialog's query parameters
 * @param closeHere removes them from this entry's URL
 */
export function leaveDialog(parameters: readonly string[], closeHere: () => void): void {
  const entry = openedSinceLoad ? window.navigation?.currentEntry : undefined;
  const before = entry && window.navigation?.entries().find(({ index }) => index === entry.index - 1);
  if (before?.url && opensOver(before.url, window.location.href, parameters)) window.history.back();
  else closeHere();
}

/** Whether both URLs are the same page, the first without the dialog and the second with it. */
export function opensOver(before: string, now: string, parameters: readonly string[]): boolean {
  const [page, dialog] = [new URL(before), new URL(now)];
  if (parameters.some((name) => page.searchParams.has(name))) return false;
  for (const name of parameters) dialog.searchParams.delete(name);
  page.searchParams.sort();
  dialog.searchParams.sort();
  return (
    page.origin + page.pathname === dialog.origin + dialog.pathname &&
    `${page.searchParams}` === `${dialog.searchParams}`
  );
}
