import { ApiError } from "@/lib/api-client/api-client";

export type Loaded<R> = { record: R; etag: string | null };

export type Edit<R, Saved, Values> = {
  /** Reads the current record. Throws `ApiError`. */
  read: () => Promise<Loaded<R>>;
  /** Saves over exactly this state, with its ETag as `If-Match`. Throws `ApiError`. */
  write: (values: Values, over: Loaded<R>) => Promise<Saved>;
  /** Maps a record to the form's values. */
  valuesOf: (record: R) => Values;
};

const MAX_ATTEMPTS = 3;

/**
 * Saves the form unless another user changed a displayed value: then nothing is written, and the newer values are
 * returned. A change elsewhere in the record, such as a counter, is no conflict. Throws `ApiError`.
 * @param known the form's initial values, or those that the user chose to overwrite
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
