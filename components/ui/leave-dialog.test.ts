import { expect, it } from "vitest";
import { opensOver } from "./leave-dialog";

const at = (path: string) => `https://desk.example.com/northwind/${path}`;

it.each([
  ["trunks", "trunks?new", true],
  ["phone-numbers?q=415", "phone-numbers?q=415&number=%2B14155550142", true],
  ["phone-numbers?q=415", "phone-numbers?number=%2B14155550142&q=415&new", true],
  ["import", "trunks?new", false],
  ["trunks?edit=1", "trunks?new", false],
  ["trunks?new", "trunks?new", false],
  ["phone-numbers?q=312", "phone-numbers?q=415&number=%2B14155550142", false],
])("from %s to %s a dialog was opened: %s", (before, now, expected) => {
  const dialog = ["new", "number"];
  expect(opensOver(at(before), at(now), dialog)).toBe(expected);
});
