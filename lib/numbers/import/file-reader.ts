import path from "node:path";
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/platform/errors";
import type { ImportLine } from "./read-import";
import type { FileSummary, FromReader, ReaderOptions, ToReader } from "./reader-messages";

/** read-worker.ts, as scripts/worker-build.mjs leaves it. */
const COMPILED_READER = "lib/generated/workers/read-worker.mjs";
/** Enough for 100,000 lines many times over; a file that needs more ends its thread, not the server. */
const MAX_HEAP_MB = 512;
const PIECE_BYTES = 64 * 1024;

export type FileReader = {
  summary: FileSummary;
  /** Valid lines in the order of the file. */
  lines(from: number, count: number): Promise<ImportLine[]>;
};

type Reading = {
  chunks: AsyncIterable<Uint8Array>;
  defaultTrunk: string;
  /** Called with the bytes that are parsed so far. */
  onProgress: (bytes: number) => Promise<void>;
};

/**
 * Parses a file outside the event loop and lets `use` ask for its lines; the thread ends with it. One piece of the file
 * at a time is under way, so memory here does not grow with the file.
 * Throws what `readImport` throws, and what ended the thread.
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

/** Every question has one answer; a refusal may also come between two questions, and then answers the next. */
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
