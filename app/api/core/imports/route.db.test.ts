import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { POST } from "@/app/api/core/phone-numbers/import/route";
import type { CsvFile } from "@/lib/http/read-body";
import { acceptImport } from "@/lib/numbers/import/accept-import";
import { runToItsEnd } from "@/lib/numbers/import/import-workflow";
import { purgeImports } from "@/lib/numbers/import/purge-imports";
import { readImport } from "@/lib/numbers/import/read-import";
import { runImport } from "@/lib/numbers/import/run-import";
import { startDueImports } from "@/lib/numbers/import/start-due-imports";
import { writeLines } from "@/lib/numbers/import/write-lines";
import { system } from "@/lib/platform/db/system";
import { createPhoneNumbers, createTrunk } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { asOwner } from "@/test/support/as-owner";
import { freshNumber } from "@/test/support/fresh-number";
import { numbersUsed } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { GET as GET_ONE } from "./[importId]/route";
import { GET } from "./route";

async function withTrunk(limit = 100_000) {
  const organization = await newOrganization({ plan: "enterprise", limit });
  return { ...organization, trunk: await createTrunk(organization.id, { name: "Office" }) };
}
type Organization = Awaited<ReturnType<typeof withTrunk>>;

const csvOf = (numbers: string[]) => `phone_number,trunk\n${numbers.map((number) => `${number},Office`).join("\n")}\n`;

let area = 212;
/** Many that nobody has. */
function manyNumbers(count: number): string[] {
  const code = area++;
  return Array.from({ length: count }, (_, index) => `+1${code}${2_000_000 + index}`);
}

function send(token: string, csv: string, { query = "", headers = {} } = {}) {
  const path = `/core/phone-numbers/import${query}`;
  return call(POST, { method: "POST", token, path, body: csv, headers: { "Content-Type": "text/csv", ...headers } });
}

const follow = (token: string, importId: string) => call(GET_ONE, { token, params: { importId } });

function accept({ ctx }: Organization, csv: string, query = {}): Promise<string> {
  const bytes = Buffer.from(csv);
  const file: CsvFile = { chunks: [bytes], bytes: bytes.byteLength, sha256: "0".repeat(64) };
  return acceptImport(ctx, { file, query, idempotencyKey: null });
}

/** As a server does that dies right afterwards. */
const claim = (id: string) =>
  system().transaction((tx) => tx.phoneNumberImport.update({ where: { id }, data: { startedAt: new Date(0) } }));

const rowOf = (id: string) => system().transaction((tx) => tx.phoneNumberImport.findUniqueOrThrow({ where: { id } }));

async function linesOf(csv: string) {
  async function* bytes() {
    yield Buffer.from(csv);
  }
  return (await readImport(bytes(), "")).lines;
}

async function registered({ id }: Organization): Promise<string[]> {
  const rows = await system().transaction((tx) => tx.phoneNumber.findMany({ where: { organizationId: id } }));
  return rows.map(({ phoneNumber }) => phoneNumber).sort();
}

describe("an import as a job", () => {
  it("is found at its Location, and in the list without its line errors", async () => {
    const organization = await withTrunk();
    const { apiKey } = organization;
    const sent = await send(apiKey, csvOf([freshNumber()]), { query: "?file_name=branch.csv" });
    expect(sent.headers.get("location")).toBe(`/core/imports/${sent.json.import_id}`);
    const { status, json } = await follow(apiKey, sent.json.import_id);
    expect([status, json]).toEqual([200, sent.json]);
    expect(json).toMatchObject({ status: "completed", percent: 100, lines: 1, lines_written: 1, error: null });
    const { errors: _, ...summary } = json;
    const list = await call(GET, { token: apiKey });
    expect(list.json).toEqual({ data: [summary], pagination: { limit: 20, next_cursor: null } });
    expect(summary.file_name).toBe("branch.csv");
  });

  it("pages through imports, newest first", async () => {
    const { apiKey } = await withTrunk();
    const sent = [];
    for (let n = 0; n < 3; n++) sent.unshift((await send(apiKey, csvOf([freshNumber()]))).json.import_id);
    const first = await call(GET, { token: apiKey, path: "/core/imports?limit=2" });
    const { next_cursor: cursor } = first.json.pagination;
    const second = await call(GET, { token: apiKey, path: `/core/imports?limit=2&cursor=${cursor}` });
    const ids = [...first.json.data, ...second.json.data].map(({ import_id }) => import_id);
    expect(ids).toEqual(sent);
  });

  it("is another organization's to nobody, and needs a scope of numbers", async () => {
    const [mine, theirs] = [await withTrunk(), await withTrunk()];
    const { json } = await send(mine.apiKey, csvOf([freshNumber()]));
    expect((await follow(theirs.apiKey, json.import_id)).status).toBe(404);
    expect((await call(GET, { token: theirs.apiKey })).json.data).toEqual([]);
    expect((await follow(mine.viewerApiKey, json.import_id)).status).toBe(200);
    expect((await follow(await mine.keyWith("trunks:read"), json.import_id)).status).toBe(403);
    expect((await call(GET, { token: await mine.keyWith("trunks:read") })).status).toBe(403);
  });

  it("keeps why it failed, with the lines that are wrong, and deletes the file", async () => {
    const organization = await withTrunk();
    const sent = await send(organization.apiKey, csvOf(["4155550123", freshNumber()]));
    expect(sent.status).toBe(422);
    const { json } = await follow(organization.apiKey, sent.json.import_id);
    expect(json).toMatchObject({
      status: "failed",
      error: { code: "import_has_errors" },
      error_count: 1,
      lines_written: 0,
    });
    expect(json.errors).toEqual(sent.json.report.errors);
    const where = { importId: sent.json.import_id };
    expect(await system().transaction((tx) => tx.phoneNumberImportChunk.count({ where }))).toBe(0);
  });
});

describe("an Idempotency-Key", () => {
  it("gives the same answer again to the same file, and registers nothing twice", async () => {
    const organization = await withTrunk();
    const headers = { "Idempotency-Key": randomUUID() };
    const csv = csvOf([freshNumber()]);
    const first = await send(organization.apiKey, csv, { headers });
    const again = await send(organization.apiKey, csv, { headers });
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const list = await call(GET, { token: organization.apiKey });
    expect(list.json.data).toHaveLength(1);
  });

  it.each([
    ["another file", (other: string) => ({ csv: csvOf([other]), query: "" })],
    ["another query", (_: string, csv: string) => ({ csv, query: "?dry_run=true" })],
  ])("is refused for %s: 422", async (_, change) => {
    const organization = await withTrunk();
    const headers = { "Idempotency-Key": randomUUID() };
    const csv = csvOf([freshNumber()]);
    await send(organization.apiKey, csv, { headers });
    const { csv: other, query } = change(freshNumber(), csv);
    const { status, json } = await send(organization.apiKey, other, { headers, query });
    expect([status, json.code]).toEqual([422, "idempotency_key_reused"]);
  });

  it("meets its import also while it is under way, and not with another file", async () => {
    const { ctx, apiKey } = await withTrunk();
    const order = (sha256: string) => ({
      file: { chunks: [Buffer.from(csvOf([freshNumber()]))], bytes: 40, sha256 },
      query: {},
      idempotencyKey: "the same",
    });
    const id = await acceptImport(ctx, order("a"));
    expect(await acceptImport(ctx, order("a"))).toBe(id);
    await expect(acceptImport(ctx, order("b"))).rejects.toThrow("This Idempotency-Key was used for another request.");
    expect((await follow(apiKey, id)).json.status).toBe("pending");
  });

  it("that is no key is refused: 422", async () => {
    const { apiKey } = await withTrunk();
    const { status } = await send(apiKey, csvOf([freshNumber()]), { headers: { "Idempotency-Key": "schlüssel" } });
    expect(status).toBe(422);
  });
});

describe("a server that dies", () => {
  it("before it has started an import leaves it to the next sweep", async () => {
    const organization = await withTrunk();
    const number = freshNumber();
    const id = await accept(organization, csvOf([number]));
    await claim(id);
    await startDueImports();
    await expect.poll(async () => (await rowOf(id)).finishedAt).not.toBeNull();
    expect(await registered(organization)).toEqual([number]);
  });

  it("between two batches loses no number and registers none twice", async () => {
    const organization = await withTrunk();
    const numbers = manyNumbers(5_000);
    const csv = csvOf(numbers);
    const id = await accept(organization, csv);
    await claim(id);
    const lines = await linesOf(csv);
    await writeLines(id, 0, lines.slice(0, 2_000));
    // Cut off before it knew that the lines were written: the same again.
    await writeLines(id, 0, lines.slice(0, 2_000));
    await runImport(id);
    expect(await registered(organization)).toEqual(numbers);
    expect(await numbersUsed(organization.id)).toBe(5_000);
    const row = await rowOf(id);
    expect([row.newNumbers, row.unchanged, row.linesDone, row.errorCode]).toEqual([5_000, 0, 5_000, null]);
    await runImport(id);
    const where = { organizationId: organization.id, action: "phone_number.imported" };
    const events = await system().transaction((tx) => tx.auditEvent.findMany({ where }));
    expect(events.map(({ after }) => after)).toEqual([{ numbers: 5_000, trunk_ids: [organization.trunk.id] }]);
  });
});

describe("an import whose lines are taken after they were checked", () => {
  it("stops there, and says which lines are in the directory and what to do", async () => {
    const [mine, theirs] = [await withTrunk(), await withTrunk()];
    const numbers = manyNumbers(2_001);
    const csv = csvOf(numbers);
    const id = await accept(mine, csv);
    await claim(id);
    await writeLines(id, 0, (await linesOf(csv)).slice(0, 2_000));
    const taken = numbers.slice(2_000);
    await createPhoneNumbers(theirs.id, taken);
    await runImport(id);
    const { json } = await follow(mine.apiKey, id);
    expect(json).toMatchObject({
      status: "failed",
      lines_written: 2_000,
      new_numbers: 2_000,
      error: {
        code: "import_has_errors",
        detail:
          "1 line needs fixing. The first 2,000 lines are in the directory; fix the rest and upload the file again: numbers already imported are skipped.",
      },
      errors: [{ line: 2_002, value: taken[0], message: "Another organization already uses this number." }],
    });
    expect(await numbersUsed(mine.id)).toBe(2_000);
  });

  it("respects the plan's limit to the number", async () => {
    const organization = await withTrunk(2_500);
    const csv = csvOf(manyNumbers(4_000));
    const id = await accept(organization, csv);
    await claim(id);
    await writeLines(id, 0, (await linesOf(csv)).slice(0, 2_000));
    await runImport(id);
    expect((await rowOf(id)).errorCode).toBe("phone_number_limit_reached");
    expect([await numbersUsed(organization.id), (await registered(organization)).length]).toEqual([2_000, 2_000]);
  });
});

describe("a fault of ours", () => {
  it.each([
    ["a trigger that refuses the numbers", "phone_number", "BEFORE INSERT ON phone_number"],
    ["a trigger that refuses the count", "phone_number_import", "BEFORE UPDATE OF lines_done ON phone_number_import"],
  ])("%s ends the import as failed, with what to do", async (_, name, when) => {
    const organization = await withTrunk();
    const id = await accept(organization, csvOf([freshNumber()]));
    await claim(id);
    await asOwner(`
      CREATE FUNCTION refuse_${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
      CREATE TRIGGER refuse_${name} ${when} FOR EACH ROW EXECUTE FUNCTION refuse_${name}()`);
    try {
      await runToItsEnd(id);
    } finally {
      await asOwner(`DROP FUNCTION refuse_${name} CASCADE`);
    }
    const { json } = await follow(organization.apiKey, id);
    expect([json.status, json.error.code, json.lines_written]).toEqual(["failed", "internal_error", 0]);
    expect(json.error.detail).toContain("Upload the file again");
    expect(await registered(organization)).toEqual([]);
  });
});

describe("many imports of one organization", () => {
  it("run one at a time, three wait, and the next is refused with 429 and when to come again", async () => {
    const organization = await withTrunk();
    const running = await accept(organization, csvOf([freshNumber()]));
    const data = { startedAt: new Date(), heartbeatAt: new Date() };
    await system().transaction((tx) => tx.phoneNumberImport.update({ where: { id: running }, data }));
    const waiting = [];
    for (let n = 0; n < 3; n++) waiting.push(await accept(organization, csvOf([freshNumber()])));
    const { status, json, headers } = await send(organization.apiKey, csvOf([freshNumber()]));
    expect([status, json.code, json.detail, headers.get("retry-after")]).toEqual([
      429,
      "rate_limited",
      "4 imports of your organization are not finished. Send the file again when one has ended.",
      "15",
    ]);
    const elsewhere = await withTrunk();
    expect((await send(elsewhere.apiKey, csvOf([freshNumber()]))).status).toBe(201);
    for (const id of waiting) expect((await rowOf(id)).startedAt).toBeNull();
    await runImport(running);
    await startDueImports();
    for (const id of waiting) await expect.poll(async () => (await rowOf(id)).finishedAt).not.toBeNull();
    const spans = await Promise.all(waiting.map(rowOf));
    for (const [index, { startedAt }] of spans.entries()) {
      const before = spans[index - 1]?.finishedAt;
      if (before) expect(startedAt?.getTime()).toBeGreaterThanOrEqual(before.getTime());
    }
  });
});

describe("what is left of imports", () => {
  it("is deleted 30 days after their end", async () => {
    const { apiKey } = await withTrunk();
    const [old, recent] = [await send(apiKey, csvOf([freshNumber()])), await send(apiKey, csvOf([freshNumber()]))];
    await asOwner(
      `SET ROLE trunkline_system;
       UPDATE phone_number_import SET finished_at = now() - interval '31 days' WHERE id = '${old.json.import_id}'`,
    );
    expect(await purgeImports()).toBe(1);
    expect((await follow(apiKey, old.json.import_id)).status).toBe(404);
    expect((await follow(apiKey, recent.json.import_id)).status).toBe(200);
  });

  it("are statistics of the planner that know the numbers, refreshed at most once a minute", async () => {
    const refresh = () =>
      system().transaction((tx) => tx.$queryRaw<{ done: boolean }[]>`SELECT refresh_phone_number_statistics() AS done`);
    await refresh();
    await expect.poll(async () => (await refresh())[0]?.done).toBe(false);
    const [table] = await asOwner<{ rows: number }>(
      "SELECT reltuples::int AS rows FROM pg_class WHERE relname = 'phone_number'",
    );
    const [{ count } = { count: 0 }] = await system().transaction(
      (tx) => tx.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM phone_number`,
    );
    expect(table?.rows).toBeGreaterThan(0);
    expect(table?.rows).toBeLessThanOrEqual(count);
  });
});
