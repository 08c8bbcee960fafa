import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { POST } from "@/app/api/core/phone-numbers/import/route";
import { system } from "@/lib/platform/db/system";
import { createAgent, createPhoneNumbers } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";
import { GET } from "./route";

async function get(token: string, query = "") {
  const answer = await call(GET, { token, path: `/core/phone-numbers/export.csv${query && `?${query}`}` });
  const text = await answer.response.text();
  return { ...answer, text, rows: answer.status === 200 ? (parse(text, { columns: true }) as Row[]) : [] };
}

type Row = Record<string, string>;
const numbersOf = (rows: Row[]) => rows.map((row) => row.phone_number);

describe("GET /core/phone-numbers/export.csv", () => {
  it("gives the directory as a CSV file, newest first, to whoever may read it", async () => {
    const organization = await newOrganization();
    const mine = [freshNumber(), freshNumber()];
    await createPhoneNumbers(organization.id, mine);
    const { status, headers, text, rows } = await get(await organization.keyWith("phone_numbers:read"));
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="phone-numbers-\d{4}-\d\d-\d\d\.csv"$/);
    expect(text.split("\r\n")).toHaveLength(4);
    expect(numbersOf(rows)).toEqual(mine.toReversed());
    expect(rows[0]).toMatchObject({
      trunk: "Office trunk",
      inbound_agent: "",
      outbound_shareable: "false",
      status: "active",
    });
  });

  it("needs phone_numbers:read or phone_numbers:manage", async () => {
    const organization = await newOrganization();
    expect((await get(await organization.keyWith("trunks:manage"))).status).toBe(403);
  });

  it("never holds another organization's numbers; an empty directory is its column names", async () => {
    const [mine, theirs] = [await newOrganization(), await newOrganization()];
    await createPhoneNumbers(theirs.id, [freshNumber()]);
    const { text, rows } = await get(mine.apiKey);
    expect(rows).toEqual([]);
    expect(text).toMatch(/^phone_number,country_code,.*updated_at\r\n$/);
  });

  it("holds every number once, however many batches it takes", async () => {
    const organization = await newOrganization({ limit: 2_000 });
    const mine = Array.from({ length: 1_203 }, (_, index) => `+1213${2_000_000 + index}`);
    await createPhoneNumbers(organization.id, mine);
    expect(numbersOf((await get(organization.apiKey)).rows)).toEqual(mine.toReversed());
  });

  it("is narrowed by the list's filters, and knows neither pages nor what the list does not know", async () => {
    const organization = await newOrganization();
    const mine = [freshNumber(), freshNumber()];
    const [row] = await createPhoneNumbers(organization.id, mine);
    await createPhoneNumbers(organization.id, [freshNumber()]);
    expect(numbersOf((await get(organization.apiKey, `trunk_id=${row?.trunkId}`)).rows)).toEqual(mine.toReversed());
    expect(numbersOf((await get(organization.apiKey, `phone_number=${mine[0]?.slice(-4)}`)).rows)).toEqual([mine[0]]);
    for (const parameter of ["limit", "cursor", "colour"]) {
      expect((await get(organization.apiKey, `${parameter}=1`)).json.errors[0].path).toBe(parameter);
    }
  });

  it("keeps an agent's name from running in a spreadsheet, and quotes it", async () => {
    const organization = await newOrganization();
    const agent = await createAgent(organization.id, { name: '=HYPERLINK("https://x.example", "click")' });
    const [row] = await createPhoneNumbers(organization.id, [freshNumber()]);
    const data = { inboundAgentVersionId: agent.versions[0]?.id ?? null };
    await system().transaction((tx) => tx.phoneNumber.update({ where: { id: row?.id ?? "" }, data }));
    const { rows } = await get(organization.apiKey);
    expect(rows[0]).toMatchObject({
      phone_number: row?.phoneNumber,
      inbound_agent: `'=HYPERLINK("https://x.example", "click")`,
      inbound_agent_version: "1",
    });
  });

  it("is what an import reads: nothing changes", async () => {
    const organization = await newOrganization();
    await createPhoneNumbers(organization.id, [freshNumber(), freshNumber()]);
    const { text: body } = await get(organization.apiKey);
    const headers = { "Content-Type": "text/csv" };
    const { status, json } = await call(POST, { method: "POST", token: organization.apiKey, body, headers });
    expect([status, json.new_numbers, json.unchanged]).toEqual([201, 0, 2]);
  });
});
