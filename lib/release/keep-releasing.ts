import { keepDoing } from "@/lib/durable/keep-doing";
import { startDueReleases } from "./release-workflow";

const EVERY_MS = 5_000;

/** Begins releases when their window is over, and those whose server died before it could. */
export function keepReleasing(): void {
  keepDoing("starting releases", EVERY_MS, startDueReleases);
}
