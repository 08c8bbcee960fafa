import pg from "pg";

/** Counts the statements that the database receives during `work`, except BEGIN and COMMIT. */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const { query } = pg.Client.prototype;
  let count = 0;
  pg.Client.prototype.query = function counted(this: pg.Client, ...input: unknown[]) {
    const [first] = input;
    const text = typeof first === "string" ? first : String((first as { text?: unknown } | null)?.text);
    if (!/^\s*(BEGIN|COMMIT|ROLLBACK|SET)\b/i.test(text)) count++;
    return Reflect.apply(query, this, input);
  } as typeof query;
  try {
    await work();
    return count;
  } finally {
    pg.Client.prototype.query = query;
  }
}
