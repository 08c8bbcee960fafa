/** Gives the browser a file to keep, as if it had been downloaded under this name. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download holds the file by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
