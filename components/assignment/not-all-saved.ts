import { ApiError } from "@/lib/api-client/api-client";
import { type Side, sideWords } from "./sides";

/** Says exactly which sides were saved before one was refused, or got no answer. */
export class NotAllSaved extends Error {
  override readonly name = "NotAllSaved";

  constructor([saved]: readonly Side[], error: Error) {
    const lost = error instanceof ApiError && error.status === 0;
    const other = lost ? "may not have been" : "was not";
    const first = saved
      ? `${sideWords[saved].label} was saved, the other side ${other}.`
      : `Nothing ${lost ? "may have been" : "was"} saved.`;
    super(`${first} ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: Error): string {
  if (!(error instanceof ApiError)) return error.message;
  if (error.code === "precondition_failed") return "Someone else changed this number while you were choosing.";
  if (error.status === 0) return "Trunkline cannot be reached. Saving again does nothing twice.";
  return error.message;
}
