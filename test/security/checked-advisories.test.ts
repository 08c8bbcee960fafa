import { describe, expect, it } from "vitest";
import { type Advisory, checkedAdvisories, installedPackages, openAdvisories } from "./checked-advisories";

const installed = installedPackages();

describe("the advisories that were checked", () => {
  it("concern no installed version without a written verdict", () =>
    expect(openAdvisories(checkedAdvisories(), installed)).toEqual([]));

  it("name packages that are installed, and each advisory once", () => {
    const names = new Set(installed.map(({ name }) => name));
    const advisories = checkedAdvisories();
    expect(advisories.filter((each) => !names.has(each.package))).toEqual([]);
    expect(new Set(advisories.map((each) => `${each.advisory} ${each.package}`)).size).toBe(advisories.length);
  });

  it("keep a verdict only while a concerned version is installed", () => {
    for (const { verdict, ...advisory } of checkedAdvisories().filter((each) => each.verdict !== undefined)) {
      expect(openAdvisories([advisory], installed), `${advisory.advisory}: ${verdict}`).not.toEqual([]);
    }
  });

  it("would fail for a version inside a range, nested or a release candidate", () => {
    const advisory: Advisory = {
      advisory: "GHSA-ggr8-5vv4-36mx",
      package: "deepmerge-ts",
      severity: "high",
      affected: "<8.0.0",
      fixed: "8.0.0",
      checked: "2026-11-27",
    };
    const versions = ["7.1.5", "8.0.0-rc.1", "8.0.2"].map((version) => ({ name: "deepmerge-ts", version }));
    expect(openAdvisories([advisory], versions)).toEqual([
      "GHSA-ggr8-5vv4-36mx: deepmerge-ts 7.1.5 is affected, fixed in 8.0.0",
      "GHSA-ggr8-5vv4-36mx: deepmerge-ts 8.0.0-rc.1 is affected, fixed in 8.0.0",
    ]);
  });
});
