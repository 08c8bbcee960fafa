type Entry = { index: number; url: string | null };
/** https://developer.mozilla.org/en-US/docs/Web/API/Navigation; not in every browser that is in use. */
type Navigation = { currentEntry: Entry | null; entries(): Entry[] };

declare global {
  interface Window {
    readonly navigation?: Navigation;
  }
}

// Going back to a step of before a reload renders the page anew, and the focus is lost.
let openedSinceLoad = false;

/** To be called where a dialog gets a step of its own in the history. */
export function noteOpening(): void {
  openedSinceLoad = true;
}

/**
 * Closes a dialog that the URL holds: back over the step that opened it where that is the step before this one, so that
 * Back never opens it again; otherwise (the page was loaded open, or a link led to it) in this step.
 * @param parameters of the query string that are the dialog's
 * @param closeHere takes them out of this step's URL
 */
export function leaveDialog(parameters: readonly string[], closeHere: () => void): void {
  const entry = openedSinceLoad ? window.navigation?.currentEntry : undefined;
  const before = entry && window.navigation?.entries().find(({ index }) => index === entry.index - 1);
  if (before?.url && opensOver(before.url, window.location.href, parameters)) window.history.back();
  else closeHere();
}

/** Whether the two are one page, the first without the dialog and the second with it. */
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
