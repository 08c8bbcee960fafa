import { describe, expect, it } from "vitest";
import { GET as getImport } from "@/app/api/core/imports/[importId]/route";
import { GET as EXPORT } from "@/app/api/core/phone-numbers/export.csv/route";
import { ImportReport } from "@/lib/numbers/import/schemas";
import { csvCell } from "@/lib/platform/csv-cell";
import { system } from "@/lib/platform/db/system";
import { createPhoneNumbers, createTrunk } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { boughtNumber, reservedPurchase } from "@/test/support/bought-number";
import { freshNumber } from "@/test/support/fresh-number";
import { numbersUsed } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { POST } from "./route";

async function withTrunk(options: Parameters<typeof newOrganization>[0] = {}) {
  const organization = await newOrganization(options);
  return { ...organization, trunk: await createTrunk(organization.id, { name: "Office" }) };
}

function send(token: string, csv: string | string[], query = "", headers = {}) {
  const body = typeof csv === "string" ? csv : `phone_number,trunk\n${csv.join("\n")}\n`;
  const path = `/core/phone-numbers/import${query && `?${query}`}`;
  return call(POST, { method: "POST", token, path, body, headers: { "Content-Type": "text/csv", ...headers } });
}

const directoryOf = (organizationId: string) =>
  system().transaction((tx) => tx.phoneNumber.findMany({ where: { organizationId }, orderBy: { phoneNumber: "asc" } }));
const importsOf = (organizationId: string) =>
  system().transaction((tx) => tx.auditEvent.findMany({ where: { organizationId, action: "phone_number.imported" } }));

describe("POST /core/phone-numbers/import", () => {
  it("registers every number of the file on the trunk that its line names, by name or id, and counts them", async () => {
    const { id, trunk, keyWith } = await withTrunk();
    const branch = await createTrunk(id, { name: "Branch" });
    const [one, two] = [freshNumber(), freshNumber()];
    const key = await keyWith("phone_numbers:manage");
    const { status, json } = await send(key, [`${one},Office`, `${two},${branch.id}`]);
    expect([status, ImportReport.parse(json)]).toEqual([
      201,
      {
        dry_run: false,
        lines: 2,
        new_numbers: 2,
        unchanged: 0,
        ignored_columns: [],
        warnings: [],
        exceeds_limit: false,
        error_count: 0,
        errors: [],
      },
    ]);
    const rows = await directoryOf(id);
    expect(new Map(rows.map(({ phoneNumber, trunkId }) => [phoneNumber, trunkId]))).toEqual(
      new Map([
        [one, trunk.id],
        [two, branch.id],
      ]),
    );
    expect(rows[0]).toMatchObject({
      countryCode: "US",
      locality: "San Francisco",
      region: "CA",
      managedAccountId: null,
    });
    expect(await numbersUsed(id)).toBe(2);
    expect((await importsOf(id)).map(({ after }) => after)).toEqual([
      { numbers: 2, trunk_ids: expect.arrayContaining([trunk.id, branch.id]) },
    ]);
  });

  it("needs phone_numbers:manage", async () => {
    const { keyWith } = await withTrunk();
    const { status } = await send(await keyWith("phone_numbers:read", "trunks:manage"), [`${freshNumber()},Office`]);
    expect(status).toBe(403);
  });

  it("writes nothing when one line is wrong, and says which: 422", async () => {
    const { id, apiKey } = await withTrunk();
    const { status, json } = await send(apiKey, [
      `${freshNumber()},Office`,
      "4155550123,Office",
      `${freshNumber()},Attic`,
    ]);
    expect([status, json.code, json.detail]).toEqual([
      422,
      "import_has_errors",
      "2 lines need fixing. Nothing was imported. Fix the file and upload it again.",
    ]);
    expect(ImportReport.parse(json.report)).toMatchObject({
      lines: 3,
      new_numbers: 1,
      error_count: 2,
      errors: [
        { line: 3, column: "phone_number", value: "4155550123" },
        { line: 4, column: "trunk", value: "Attic", message: "No trunk with this name or ID." },
      ],
    });
    expect(await directoryOf(id)).toEqual([]);
    expect(await numbersUsed(id)).toBe(0);
  });

  it("judges the same in a dry run, with 200, and writes nothing", async () => {
    const { id, apiKey } = await withTrunk({ limit: 1 });
    const { status, json } = await send(
      apiKey,
      [`${freshNumber()},Office`, `${freshNumber()},Office`, "x,Office"],
      "dry_run=true",
    );
    expect([status, json.dry_run, json.new_numbers, json.error_count, json.exceeds_limit]).toEqual([
      200,
      true,
      2,
      1,
      true,
    ]);
    expect(await directoryOf(id)).toEqual([]);
    expect(await importsOf(id)).toEqual([]);
  });

  it("puts lines that name no trunk on the one of the query", async () => {
    const { id, apiKey, trunk } = await withTrunk();
    const { status } = await send(apiKey, `number\n${freshNumber()}\n`, `trunk_id=${trunk.id}`);
    expect([status, (await directoryOf(id)).map(({ trunkId }) => trunkId)]).toEqual([201, [trunk.id]]);
  });

  it("does not know another organization's trunk, in the query or in a line", async () => {
    const [mine, theirs] = [await withTrunk(), await withTrunk()];
    expect((await send(mine.apiKey, `number\n${freshNumber()}\n`, `trunk_id=${theirs.trunk.id}`)).status).toBe(404);
    const { status, json } = await send(mine.apiKey, [`${freshNumber()},${theirs.trunk.id}`]);
    expect([status, json.report.errors[0].message]).toEqual([422, "No trunk with this name or ID."]);
    expect(await directoryOf(mine.id)).toEqual([]);
  });

  it("refuses managed trunks, and names that two trunks have", async () => {
    const organization = await newOrganization();
    const { trunk } = await boughtNumber(organization);
    await createTrunk(organization.id, { name: "Twin" });
    await createTrunk(organization.id, { name: "Twin" });
    expect((await send(organization.apiKey, `number\n${freshNumber()}\n`, `trunk_id=${trunk.id}`)).json.code).toBe(
      "managed_trunk",
    );
    const { json } = await send(organization.apiKey, [`${freshNumber()},Managed trunk`, `${freshNumber()},Twin`]);
    expect(json.report.errors.map(({ message }: { message: string }) => message)).toEqual([
      "This trunk is managed by Trunkline. Choose one of your own trunks.",
      "2 trunks have this name. Use the trunk's id.",
    ]);
  });

  it("finds trunks by the names that people read, and takes its own export", async () => {
    const { id, apiKey } = await withTrunk();
    const names = ["B\u00FCro", "a;=cmd|'/C calc'!A0;b", '-2 dB, "quiet"'];
    const trunks = await Promise.all(names.map((name) => createTrunk(id, { name })));
    const numbers = names.map(freshNumber);
    const lines = [
      `${numbers[0]};bu\u0308ro\u200B`,
      `${numbers[1]};"${csvCell(names[1] ?? "")}"`,
      `${numbers[2]};${trunks[2]?.id}`,
    ];
    const sent = await send(apiKey, `sep=;\r\nTelephone;SIP trunk\n${lines.join("\r")}`);
    expect([sent.status, sent.json.report?.errors, sent.json.new_numbers]).toEqual([201, undefined, 3]);
    const rows = await directoryOf(id);
    expect(new Map(rows.map(({ phoneNumber, trunkId }) => [phoneNumber, trunkId]))).toEqual(
      new Map(numbers.map((number, index) => [number, trunks[index]?.id])),
    );
    const { response } = await call(EXPORT, { token: apiKey, path: "/core/phone-numbers/export.csv" });
    const exported = await response.text();
    expect(exported).toContain("a;'=cmd|'/C calc'!A0;b");
    const again = await send(apiKey, exported);
    expect([again.status, again.json.lines, again.json.unchanged]).toEqual([201, 3, 3]);
  });

  it("names lines whose number is taken: here on another trunk, by somebody else, or being bought", async () => {
    const [mine, theirs] = [await withTrunk(), await withTrunk()];
    const [elsewhere, foreign] = [freshNumber(), freshNumber()];
    await createPhoneNumbers(mine.id, [elsewhere]);
    await createPhoneNumbers(theirs.id, [foreign]);
    const [ordered, foreignOrdered] = [await reservedPurchase(mine), await reservedPurchase(theirs)];
    const lines = [elsewhere, foreign, ordered.phoneNumber, foreignOrdered.phoneNumber];
    const { json } = await send(
      mine.apiKey,
      lines.map((number) => `${number},Office`),
    );
    expect(
      json.report.errors.map(({ value, message }: { value: string; message: string }) => [value, message]),
    ).toEqual([
      [elsewhere, "This number is already in your directory, on another trunk."],
      [foreign, "Another organization already uses this number."],
      [ordered.phoneNumber, "You're already buying this number."],
      [foreignOrdered.phoneNumber, "Another organization already uses this number."],
    ]);
  });

  it("may be sent again: what is on its trunk already is left as it is", async () => {
    const { id, apiKey } = await withTrunk();
    const lines = [`${freshNumber()},Office`, `${freshNumber()},Office`];
    await send(apiKey, lines);
    const again = await send(apiKey, [...lines, `${freshNumber()},Office`]);
    expect([again.status, again.json.new_numbers, again.json.unchanged]).toEqual([201, 1, 2]);
    expect(await numbersUsed(id)).toBe(3);
    await send(apiKey, lines);
    expect(await importsOf(id)).toHaveLength(2);
  });

  it("writes nothing beyond the plan's limit: the documented sentence", async () => {
    const { id, apiKey } = await withTrunk({ limit: 1 });
    const { status, json } = await send(apiKey, [`${freshNumber()},Office`, `${freshNumber()},Office`]);
    expect([status, json.detail]).toEqual([
      409,
      "You have reached the maximum number of phone numbers for your organization.",
    ]);
    expect(await directoryOf(id)).toEqual([]);
    expect(await numbersUsed(id)).toBe(0);
  });

  it("gives the numbers of two files at once to one of them, and lets neither fail by the other", async () => {
    const [one, other] = [await withTrunk({ limit: 100 }), await withTrunk({ limit: 100 })];
    const numbers = Array.from({ length: 20 }, freshNumber);
    const answers = await Promise.all([
      send(
        one.apiKey,
        numbers.map((number) => `${number},Office`),
      ),
      send(
        other.apiKey,
        numbers.toReversed().map((number) => `${number},Office`),
      ),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect([await numbersUsed(one.id), await numbersUsed(other.id)].sort()).toEqual([0, 20]);
  });

  it("refuses other types with 415 and more than 10 MiB with 413", async () => {
    const { apiKey } = await withTrunk();
    expect((await send(apiKey, "{}", "", { "Content-Type": "application/json" })).status).toBe(415);
    const { status, json } = await send(apiKey, `phone_number\n${"+14155550123\n".repeat(850_000)}`);
    expect([status, json.detail]).toEqual([413, "The body is larger than 10 MiB."]);
  });

  it("takes a hundred thousand lines in one file", async () => {
    const { id, apiKey } = await withTrunk({ plan: "enterprise", limit: 100_000 });
    const lines = Array.from({ length: 100_000 }, (_, index) => `+1212${2_000_000 + index},Office`);
    const { json, headers } = await send(apiKey, lines);
    expect(headers.get("location")).toBe(`/core/imports/${json.import_id}`);
    const params = { importId: json.import_id };
    await expect
      .poll(async () => (await call(getImport, { token: apiKey, params })).json, { timeout: 110_000 })
      .toMatchObject({ status: "completed", percent: 100, new_numbers: 100_000 });
    expect(await numbersUsed(id)).toBe(100_000);
  }, 120_000);
});
