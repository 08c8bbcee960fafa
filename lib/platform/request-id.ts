import { randomUUID } from "node:crypto";

/** An id of the caller's is kept when it is one line of plain characters, else made here. */
export function requestIdOf(request: Pick<Request, "headers">): string {
  const sent = request.headers.get("x-request-id") ?? "";
  return /^[A-Za-z0-9._-]{8,64}$/.test(sent) ? sent : randomUUID();
}
