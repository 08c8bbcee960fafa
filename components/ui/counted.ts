/** Formats as `1 line` or `1,200 lines`, for nouns that take an s. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
