import { existsSync, readFileSync } from "node:fs";

/** A problem that the user can fix: one sentence, and possibly the end of a log. */
export class Failure extends Error {
  constructor(sentence, details = "") {
    super(sentence);
    this.details = details;
  }
}

/** Thrown by work in progress when everything was told to stop. */
export class Stopped extends Error {}

export function endOfLog(file, { from = 0, lines = 30 } = {}) {
  if (!existsSync(file)) return "";
  return readFileSync(file).subarray(from).toString("utf8").trimEnd().split("\n").slice(-lines).join("\n");
}

export function report(error) {
  const details = error instanceof Failure ? error.details : "";
  const everything = `${error?.message} ${details}`;
  console.error();
  if (/ENOSPC|No space left on device/i.test(everything)) {
    console.error("The disk is full: free about 3 GB where this folder is, then run the same command again.");
  } else if (error instanceof Failure) {
    if (details) console.error(`${details}\n`);
    console.error(error.message);
  } else if ((error?.code === "EACCES" || error?.code === "EPERM") && error.path) {
    console.error(
      `${error.path} belongs to another user: run the same command as that user, or give the folder to yours.`,
    );
  } else {
    console.error(error);
  }
}
