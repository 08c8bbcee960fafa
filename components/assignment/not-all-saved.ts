import { ApiError } from "@/lib/api-client/api-client";
import { type Side, sideWords } from "./sides";

/** Names the sides that were saved before a request failed or got no response. */
export class NotAllSaved extends Error {
  override readonly name = "NotAllSaved";

  constructor([saved]: readonly Side[], error: Error) {
    const lost = error instanceof ApiError && error.status === 0;
    const other = lost ? "may not have been" : "wasn't";
    const first = saved
      ? `${sideWords[saved].label} was saved; ${sideWords[saved === "inbound" ? "outbound" : "inbound"].label} ${other}.`
      : lost
        ? "Your changes may not have been saved."
        : "Nothing was saved.";
    super(`${first} ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: Error): string {
  if (!(error instanceof ApiError)) return error.message;
  if (error.code === "precondition_failed") return "Someone else changed this number while you were editing.";
  if (error.status === 0) return "Can't reach Trunkline. It's safe to save again.";
  return error.message;
}
