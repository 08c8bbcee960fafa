import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** One control that says the whole of what it sends: there is nothing of others that it could overwrite unseen. */
const singleValues = ["components/members/role-cell.tsx", "components/phone-numbers/use-update-shareable.ts"];

it("every form that changes a record names the state that it changes", () => {
  const files = execFileSync("git", ["grep", "-lE", 'method: .*"(PUT|PATCH)"( *[,})]|$)', "--", "components"], {
    encoding: "utf8",
  });
  const changing = files.split("\n").filter((file) => file !== "" && !file.includes(".test."));
  expect(changing.length).toBeGreaterThan(singleValues.length);
  const blind = changing.filter((file) => !readFileSync(file, "utf8").includes("ifMatch("));
  expect(blind).toEqual(singleValues);
});
