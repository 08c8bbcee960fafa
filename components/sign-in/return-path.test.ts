import { expect, it } from "vitest";
import { returnPath } from "./return-path";

it("goes back to the page that asked for the sign-in", () => {
  expect(returnPath("/northwind/phone-numbers?q=415")).toBe("/northwind/phone-numbers?q=415");
});

it("goes to no other site", () => {
  const elsewhere = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
  ];
  for (const from of [...elsewhere, "http://here.invalid//evil.example", undefined, ["/a", "/b"]]) {
    expect(returnPath(from)).toBe("/");
  }
});

it("does not go round in a circle", () => {
  expect(returnPath("/sign-in?from=/a")).toBe("/");
});
