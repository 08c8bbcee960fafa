import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "./processes.mjs";

/*
 * Reads the runners' own reports: how many tests passed, failed and were skipped, and the name and reason of each
 * failure. A missing report counts as empty.
 */

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {});
const from = (file) => path.relative(root, file);

/** @param file Vitest's JSON report */
export function readVitest(file) {
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped, testResults = [] } = readJson(file);
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && tests.length === 0) return [failure(from(name), message)];
    return tests.map((test) => failure(`${from(name)} › ${test.fullName}`, test.failureMessages[0]));
  });
  return { passed, failed, skipped, failures };
}

/** A test that passed only on its second attempt counts as failed. @param file Playwright's JSON report */
export function readPlaywright(file) {
  const { stats: { expected, unexpected = 0, flaky = 0, skipped } = {}, suites = [], errors = [] } = readJson(file);
  const failures = specsOf(suites).flatMap(({ file: name, title, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ results }) => failure(`${name} › ${title}`, results.find(({ error }) => error)?.error.message)),
  );
  failures.push(...errors.map(({ message }) => failure("the run itself", message)));
  return { passed: expected, failed: unexpected + flaky, skipped, failures };
}

const specsOf = (suites) => suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...specsOf(inner)]);

/** @param file the report of one of our scripts: the number of passed checks, and each broken check with its details */
export function readChecks(file) {
  const { passed, broken = [] } = readJson(file);
  return {
    passed,
    failed: broken.length,
    failures: broken.map(({ name, broken: where }) => failure(name, where.join("\n"))),
  };
}

function failure(name, message = "") {
  const lines = stripVTControlCharacters(message).split("\n");
  return { name, reason: lines.filter((line) => line.trim() !== "").slice(0, 3) };
}
