import path from "node:path";
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/platform/errors";
import type { ImportLine } from "./read-import";
import type { FileSummary, FromReader, ReaderOptions, ToReader } from "./reader-messages";

/** Built from read-worker.ts by scripts/worker-build.mjs. */
const COMPILED_READER = "lib/generated/workers/read-worker.mjs";
const MAX_HEAP_MB = 512;
const PIECE_BYTES = 64 * 1024;

export type FileReader = {
  summary: FileSummary;
  lines(from: number, count: number): Promise<ImportLine[]>;
};

type Reading = {
  chunks: AsyncIterable<Uint8Array>;
  defaultTrunk: string;
  onProgress: (bytes: number) => Promise<void>;
};

/**
 * Parses in a worker thread that ends with `use`, one chunk at a time, so memory here does not grow with the file.
 * Throws what `readImport` throws, or the error that ended the thread.
 */
export async function withFileReader<T>(reading: Reading, use: (file: FileReader) => Promise<T>): Promise<T> {
  const workerData: ReaderOptions = { defaultTrunk: reading.defaultTrunk };
  const worker = new Worker(/* turbopackIgnore: true */ path.join(process.cwd(), COMPILED_READER), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const thread = conversationWith(worker);
  try {
    const summary = await sendFile(thread, reading);
    return await use({
      summary,
      async lines(from, count) {
        const reply = await thread.ask({ kind: "lines", from, count });
        if (reply.kind !== "lines") throw unexpected(reply);
        return reply.lines;
      },
    });
  } finally {
    await worker.terminate();
  }
}

async function sendFile(thread: Conversation, { chunks, onProgress }: Reading): Promise<FileSummary> {
  let sent = 0;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.byteLength; start += PIECE_BYTES) {
      const bytes = chunk.slice(start, start + PIECE_BYTES);
      const reply = await thread.ask({ kind: "chunk", bytes });
      if (reply.kind !== "taken") throw refusalIn(reply);
      sent += bytes.byteLength;
      await onProgress(sent);
    }
  }
  const reply = await thread.ask({ kind: "end" });
  if (reply.kind !== "read") throw refusalIn(reply);
  return reply.summary;
}

type Conversation = { ask(message: ToReader): Promise<FromReader> };

/** Each question gets one answer. An error that arrives between two questions answers the next one. */
function conversationWith(worker: Worker): Conversation {
  const answers: FromReader[] = [];
  let failure: { error: unknown } | undefined;
  let wake = () => {};
  const fail = (error: unknown) => {
    failure ??= { error };
    wake();
  };
  worker.on("message", (message: FromReader) => {
    answers.push(message);
    wake();
  });
  worker.on("error", fail);
  worker.on("exit", (code) => fail(new Error(`The thread that reads the file ended with ${code}.`)));
  return {
    async ask(message) {
      worker.postMessage(message);
      for (;;) {
        const answer = answers.shift();
        if (answer) return answer;
        if (failure) throw failure.error;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

function refusalIn(reply: FromReader): Error {
  return reply.kind === "refused" ? new AppError(reply.code, reply.detail, reply.extra) : unexpected(reply);
}

const unexpected = ({ kind }: FromReader) => new Error(`The thread that reads the file answered out of turn: ${kind}.`);
