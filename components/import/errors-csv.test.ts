import { expect, it } from "vitest";
import { errorsCsv } from "./errors-csv";

it("gives the errors of a file as a file, with nothing in it that a spreadsheet runs", () => {
  const errors = [
    { line: 3, column: "phone_number" as const, value: "+14155550123", message: "Taken." },
    { line: 4, column: "trunk" as const, value: '=1+"1"', message: "No trunk with this name or ID." },
  ];
  expect(errorsCsv(errors)).toBe(
    '"line","column","value","problem"\r\n' +
      '"3","phone_number","+14155550123","Taken."\r\n' +
      '"4","trunk","\'=1+""1""","No trunk with this name or ID."\r\n',
  );
});
