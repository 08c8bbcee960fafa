import { randomUUID } from "node:crypto";

/** Keeps the caller's id if it is one line of plain characters; otherwise generates one. */
export function requestIdOf(request: Pick<Request, "headers">): string {
  const sent = request.headers.get("x-request-id") ?? "";
  return /^[A-Za-z0-9._-]{8,64}$/.test(sent) ? sent : randomUUID();
}
