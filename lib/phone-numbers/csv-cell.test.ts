import { expect, it } from "vitest";
import { csvCell } from "./csv-cell";

it.each(["=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "+"])(
  "%j is kept from running in a spreadsheet",
  (text) => expect(csvCell(text)).toBe(`'${text}`),
);

it.each(["+14155550123", "Front desk", "", "1.15", "a=b", "2026-11-25T02:00:00.000Z"])("%j stays as it is", (text) =>
  expect(csvCell(text)).toBe(text),
);
