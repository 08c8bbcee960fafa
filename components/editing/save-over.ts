import { ApiError } from "@/lib/api-client/api-client";

export type Loaded<R> = { record: R; etag: string | null };

export type Edit<R, Saved, Values> = {
  /** The record as it is now. Throws `ApiError`. */
  read: () => Promise<Loaded<R>>;
  /** Saves the values over exactly this state: with its ETag as `If-Match`. Throws `ApiError`. */
  write: (values: Values, over: Loaded<R>) => Promise<Saved>;
  /** What the form shows of a record. */
  valuesOf: (record: R) => Values;
};

const MAX_ATTEMPTS = 3;

/**
 * Saves what was typed, unless somebody else has changed what the form shows: then nothing is written, and the newer
 * values come back. A change elsewhere in the record, such as a counter, is no conflict. Throws `ApiError`.
 * @param known what the form began with, or what its user has decided to overwrite
 */
export async function saveOver<R, Saved, Values>(
  { read, write, valuesOf }: Edit<R, Saved, Values>,
  values: Values,
  known: Values,
): Promise<{ saved: Saved } | { newer: Values }> {
  for (let attempt = 1; ; attempt++) {
    const current = await read();
    const newer = valuesOf(current.record);
    if (JSON.stringify(newer) !== JSON.stringify(known)) return { newer };
    try {
      return { saved: await write(values, current) };
    } catch (error) {
      const isOvertaken = error instanceof ApiError && error.code === "precondition_failed";
      if (!isOvertaken || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}
