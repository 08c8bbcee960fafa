import { expect, it } from "vitest";
import { comparedSentence } from "./interval-text";

it.each([
  [300_000, "We check your numbers against the carrier every 5 minutes."],
  [60_000, "We check your numbers against the carrier every minute."],
  [3_000, "We check your numbers against the carrier every 3 seconds."],
  [900_000, "We check your numbers against the carrier every 15 minutes."],
  [0, "Checks are run manually on this installation."],
])("every %i ms reads as a sentence", (everyMs, sentence) => {
  expect(comparedSentence(everyMs)).toBe(sentence);
});
