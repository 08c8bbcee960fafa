import { expect, it } from "vitest";
import { wellFormed } from "./lead-nowhere";

it.each(["/", "/core/phone-numbers/%2B14155550123?q=%", "/northwind/phone-numbers?q=%E0%A4%A", "*"])(
  "%s is left as it is",
  (url) => expect(wellFormed(url)).toBe(url),
);

it.each([
  ["/core/phone-numbers/%E0%A4%A", "/api/nowhere"],
  ["/admin/%", "/api/nowhere"],
  ["/northwind/%zz?q=1", "/nowhere"],
])("%s leads nowhere", (url, nowhere) => expect(wellFormed(url)).toBe(nowhere));
