import { z } from "zod";
import { AppError } from "./errors";
import { Instant } from "./schemas";

/** The end of a page. Lists are ordered by creation time, newest first, then by id. */
export type Position = { createdAt: Date; id: string };

const Cursor = z.tuple([Instant, z.uuid()]);

export function encodeCursor({ createdAt, id }: Position): string {
  return Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString("base64url");
}

/** Throws `validation_failed` when the text is not a cursor from this API. */
export function decodeCursor(text: string): Position {
  try {
    const [createdAt, id] = Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { createdAt: new Date(createdAt), id };
  } catch {
    const errors = [{ path: "cursor", message: "Use next_cursor from the previous page." }];
    throw new AppError("validation_failed", "Invalid cursor.", { errors });
  }
}

type Times = {
  cursor?: string | undefined;
  created_after?: Date | undefined;
  created_before?: Date | undefined;
  updated_after?: Date | undefined;
  updated_before?: Date | undefined;
};

export function listConditions(query: Times) {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  return {
    createdAt: { gte: query.created_after, lte: query.created_before },
    updatedAt: { gte: query.updated_after, lte: query.updated_before },
    ...(after && {
      OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }],
      // Redundant, but lets the index scan start at the cursor.
      AND: [{ createdAt: { lte: after.createdAt } }],
    }),
  };
}

export const newestFirst = [{ createdAt: "desc" as const }, { id: "desc" as const }];

export function pageFrom<Row extends Position, Wire>(rows: Row[], limit: number, serialize: (row: Row) => Wire) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor(last) : null;
  return { data: shown.map(serialize), pagination: { limit, next_cursor: nextCursor } };
}
