"use client";

/** The page on which opening a dialog was the last step of the history; null when something else was. */
let openedOn: string | null = null;

if (typeof window !== "undefined") {
  // Back has undone that step, or Forward repeated it: what is one step back is not known any more.
  window.addEventListener("popstate", () => {
    openedOn = null;
  });
}

/** A dialog is opened here by a step of its own, over which `goBackToPage` may close it. */
export function noteOpened(): void {
  openedOn = window.location.pathname;
}

/**
 * Closes the open dialog by going back over the step that opened it. False when it was opened otherwise, by a link or with
 * the page: then going back would leave the page, and the dialog has to be taken out of the address.
 */
export function goBackToPage(): boolean {
  if (openedOn !== window.location.pathname) return false;
  openedOn = null;
  window.history.back();
  return true;
}
