import { expect, it } from "vitest";
import { originForm, wellFormed } from "./normalize-requests";

it.each(["/", "/core/phone-numbers/%2B14155550123?q=%", "/northwind/phone-numbers?q=%E0%A4%A", "*"])(
  "%s is left as it is",
  (url) => expect(wellFormed(url)).toBe(url),
);

it.each([
  ["/core/phone-numbers/%E0%A4%A", "/api/nowhere"],
  ["/admin/%", "/api/nowhere"],
  ["/northwind/%zz?q=1", "/nowhere"],
])("%s leads nowhere", (url, nowhere) => expect(wellFormed(url)).toBe(nowhere));

it.each([
  ["http://host/core/agents?limit=1", "/core/agents?limit=1"],
  ["HTTPS://host:3000", "/"],
  ["http://host?limit=1", "/?limit=1"],
  ["http://user:secret@host//x", "//x"],
  ["/core/agents?from=http://host/", "/core/agents?from=http://host/"],
  ["*", "*"],
])("%s means %s", (target, path) => expect(originForm(target)).toBe(path));
