import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "@/lib/platform/errors";
import { type ImportLine, readImport } from "./read-import";
import type { FromReader, ReaderOptions, ToReader } from "./reader-messages";

/* Serves the parsed lines until the parent ends the thread. */

const port = parentPort;
if (!port) throw new Error("This file runs in a worker thread.");

const { defaultTrunk } = workerData as ReaderOptions;
const waiting: (Uint8Array | null)[] = [];
let wake = () => {};
let lines: ImportLine[] = [];

const send = (message: FromReader) => port.postMessage(message);

port.on("message", (message: ToReader) => {
  if (message.kind === "lines") {
    return send({ kind: "lines", lines: lines.slice(message.from, message.from + message.count) });
  }
  waiting.push(message.kind === "chunk" ? message.bytes : null);
  wake();
});

async function* chunks(): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = waiting.shift();
    if (chunk === null) return;
    if (chunk === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    yield chunk;
    // The parser asks for more, so it has consumed this chunk.
    send({ kind: "taken" });
  }
}

try {
  const file = await readImport(chunks(), defaultTrunk);
  lines = file.lines;
  const { count, ignoredColumns, warnings, errors } = file;
  send({
    kind: "read",
    summary: { count, ignoredColumns, warnings, valid: lines.length, errorCount: errors.count, errors: errors.first() },
  });
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  send({ kind: "refused", code: error.code, detail: error.detail, extra: error.extra });
}
