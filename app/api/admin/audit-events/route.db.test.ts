import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { recordAuditEvents } from "@/lib/identity/audit/record-audit-event";
import { AuditEventPage } from "@/lib/identity/audit/schemas";
import { system } from "@/lib/platform/db/system";
import { tenant } from "@/lib/platform/db/tenant";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { GET as exportCsv } from "./export.csv/route";
import { GET } from "./route";

type Organization = Awaited<ReturnType<typeof newOrganization>>;
const actor = (id: string, userId: string) => ({ kind: "personal_access_token", id, userId }) as const;

async function withHistory() {
  const organization = await newOrganization();
  const { ctx, admin } = organization;
  const key = { kind: "api_key", id: "key-1" } as const;
  const byKey = { ...ctx, actor: key, credential: "Deploy (ak_3f2b61c0…)" };
  await write(ctx, { action: "phone_number.restored", targetId: "n1", before: { status: "releasing" } });
  await write(byKey, { action: "agent.created", targetId: "a1", after: { name: "=HYPERLINK()" } });
  await write({ ...ctx, actor: actor("pat-1", admin.id) }, { action: "phone_number.restored", targetId: "n2" });
  return organization;
}

function write(ctx: Organization["ctx"], event: Parameters<typeof recordAuditEvents>[2][number]) {
  return system().transaction((tx) => recordAuditEvents(tx, ctx, [event]));
}

async function targets({ apiKey }: Organization, query = "") {
  const { status, json } = await call(GET, { token: apiKey, path: `/${query}` });
  expect(status).toBe(200);
  return AuditEventPage.parse(json).data.map(({ target_id }) => target_id);
}

describe("GET /admin/audit-events", () => {
  it("lists who did what, with what, from where, newest first, to a viewer too", async () => {
    const { viewerApiKey, admin } = await withHistory();
    const { json } = await call(GET, { token: viewerApiKey });
    const { data } = AuditEventPage.parse(json);
    expect(data).toMatchObject([
      { target_id: "n2", actor: { kind: "personal_access_token", id: "pat-1", user_id: admin.id, name: "Robin Ames" } },
      { action: "agent.created", actor: { kind: "api_key", id: "key-1", user_id: null, name: "Deploy" } },
      {
        action: "phone_number.restored",
        actor: { kind: "user", id: admin.id, user_id: admin.id, name: "Robin Ames" },
        credential: "session",
        address: "203.0.113.9",
        before: { status: "releasing" },
        after: null,
      },
    ]);
  });

  it("filters by action, actor, person, target and time, together with pages", async () => {
    const organization = await withHistory();
    const { admin } = organization;
    expect(await targets(organization, "?action=phone_number.restored")).toEqual(["n2", "n1"]);
    expect(await targets(organization, "?actor_id=key-1")).toEqual(["a1"]);
    expect(await targets(organization, `?user_id=${admin.id}`)).toEqual(["n2", "n1"]);
    expect(await targets(organization, `?actor_id=${admin.id}`)).toEqual(["n1"]);
    expect(await targets(organization, "?target_id=n2")).toEqual(["n2"]);
    const { json } = await call(GET, { token: organization.apiKey, path: "/?limit=1&action=phone_number.restored" });
    const next = `&cursor=${json.pagination.next_cursor}`;
    expect(await targets(organization, `?limit=1&action=phone_number.restored${next}`)).toEqual(["n1"]);
    const at = json.data[0].created_at;
    expect(await targets(organization, `?created_after=${at}`)).toContain("n2");
    const before = new Date(Date.parse(at) - 1).toISOString();
    expect(await targets(organization, `?created_before=${before}`)).not.toContain("n2");
  });

  it("needs audit:read, knows its filters, and never shows another organization's", async () => {
    const organization = await withHistory();
    expect(await targets(await newOrganization())).toEqual([]);
    expect((await call(GET, { token: await organization.keyWith("members:read") })).status).toBe(403);
    const unknown = await call(GET, { token: organization.apiKey, path: "/?action=nothing.done&who=me" });
    expect(unknown.json.errors.map(({ path }: { path: string }) => path)).toEqual(["action", "who"]);
  });

  it.each(["action", "actor_id", "user_id", "target_id"])("finds by %s through an index of its own", async (column) => {
    const { ctx } = await newOrganization();
    const plan = await tenant(ctx).read((tx) =>
      tx.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(
        `EXPLAIN SELECT id FROM audit_event WHERE organization_id = '${ctx.organizationId}'
         AND ${column} = '${ctx.organizationId}' ORDER BY created_at DESC, id DESC LIMIT 20`,
      ),
    );
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(text).toContain(`audit_event_organization_id_${column}_created_at_id_idx`);
  });
});

describe("GET /admin/audit-events/export.csv", () => {
  it("gives all that the filters leave, and no cell that a spreadsheet would run", async () => {
    const { viewerApiKey } = await withHistory();
    const { response } = await call(exportCsv, { token: viewerApiKey });
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toContain("activity.csv");
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
    expect(rows.map(({ action, actor_name }) => [action, actor_name])).toEqual([
      ["phone_number.restored", "Robin Ames"],
      ["agent.created", "Deploy"],
      ["phone_number.restored", "Robin Ames"],
    ]);
    expect(rows[1]?.after).toBe('{"name":"=HYPERLINK()"}');
    const filtered = await call(exportCsv, { token: viewerApiKey, path: "/?target_id=n1" });
    expect(parse(await filtered.response.text(), { columns: true })).toMatchObject([{ target_id: "n1" }]);
  });

  it("goes on past its pages", async () => {
    const { ctx, apiKey } = await newOrganization();
    const events = Array.from({ length: 1_203 }, (_, index) => {
      return { action: "agent.created", targetId: `a${index}` } as const;
    });
    await system().transaction((tx) => recordAuditEvents(tx, ctx, events));
    const { response } = await call(exportCsv, { token: apiKey });
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
    expect(new Set(rows.map(({ target_id }) => target_id)).size).toBe(1_203);
  });

  it("needs audit:read", async () => {
    const { keyWith } = await newOrganization();
    expect((await call(exportCsv, { token: await keyWith("members:read") })).status).toBe(403);
  });
});
