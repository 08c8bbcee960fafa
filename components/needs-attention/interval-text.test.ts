import { expect, it } from "vitest";
import { comparedSentence } from "./interval-text";

it.each([
  [300_000, "Every five minutes Trunkline compares your directory with the carrier."],
  [60_000, "Every minute Trunkline compares your directory with the carrier."],
  [3_000, "Every 3 seconds Trunkline compares your directory with the carrier."],
  [900_000, "Every 15 minutes Trunkline compares your directory with the carrier."],
  [0, "Your operator compares your directory with the carrier."],
])("every %i ms reads as a sentence", (everyMs, sentence) => {
  expect(comparedSentence(everyMs)).toBe(sentence);
});
