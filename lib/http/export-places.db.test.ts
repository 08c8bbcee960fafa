import { describe, expect, it } from "vitest";
import { createPhoneNumbers } from "@/prisma/factories";
import { newTenant, ownersHeaders } from "@/test/security/callers";
import { addressOf, allOperations } from "@/test/security/operations";
import { call } from "@/test/support/api";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";
import { inExportPlace } from "./export-places";

const exporting = allOperations().filter(({ route }) => Object.values(route.contract.responses).some(({ csv }) => csv));

/** An export whose client has not read anything yet. */
async function unread(organizationId: string) {
  async function* lines() {
    yield "a\n";
  }
  const { csv } = await inExportPlace(organizationId, async () => ({ csv: lines() }));
  return { leave: async () => void (await csv?.[Symbol.asyncIterator]().return?.()) };
}

describe("every operation that answers with CSV", () => {
  it("is among these", () => {
    expect(exporting.map(({ name }) => name).sort()).toEqual(["exportAuditEvents", "exportPhoneNumbers"]);
  });

  it.each(exporting.map((operation) => [operation.name, operation] as const))(
    "%s runs at most twice at once for one organization; the third is 429, until one ends",
    async (_, operation) => {
      const [own, other] = [await newTenant(), await newTenant()];
      const ask = async (tenant: typeof own) => {
        const url = `http://localhost${addressOf(operation.path)}`;
        const request = new Request(url, { headers: await ownersHeaders(operation, tenant) });
        return operation.route(request, { params: Promise.resolve({}) });
      };
      const held = [await unread(own.id), await unread(own.id)];
      const third = await ask(own);
      expect([third.status, third.headers.get("retry-after")]).toEqual([429, "10"]);
      expect((await third.json()).detail).toBe(
        "2 exports of your organization are under way. Try again when one has ended.",
      );
      const neighbour = await ask(other);
      expect([neighbour.status, (await neighbour.text()).length > 0]).toEqual([200, true]);
      await held[0]?.leave();
      const next = await ask(own);
      expect([next.status, (await next.text()).length > 0]).toEqual([200, true]);
      await held[1]?.leave();
    },
  );
});

describe("a place", () => {
  it("is free again when the export fails", async () => {
    for (let n = 0; n < 3; n++) {
      await expect(inExportPlace("fails", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    }
  });

  it("is free again when its client goes away in the middle", async () => {
    const { id, apiKey } = await newOrganization();
    await createPhoneNumbers(id, [freshNumber()]);
    const { GET } = await import("@/app/api/core/phone-numbers/export.csv/route");
    for (let n = 0; n < 3; n++) {
      const { status, response } = await call(GET, { token: apiKey });
      expect(status).toBe(200);
      const reader = response.body?.getReader();
      await reader?.read();
      await reader?.cancel();
    }
  });

  it("is free again when its client stalls", async () => {
    async function* lines() {
      yield "a\n";
      yield "b\n";
    }
    const stalled = [];
    for (let n = 0; n < 2; n++) stalled.push(await inExportPlace("stalls", async () => ({ csv: lines() }), 1));
    await expect
      .poll(() =>
        inExportPlace("stalls", async () => ({})).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    const [late] = stalled;
    const reading = (async () => {
      for await (const _ of late?.csv ?? []);
    })();
    await expect(reading).rejects.toThrow("has not read for too long");
  });

  it("is one of eight in the process", async () => {
    async function* nothing() {
      yield "";
    }
    const held = [];
    for (let n = 0; n < 8; n++) held.push(await inExportPlace(`${n % 4}`, async () => ({ csv: nothing() })));
    await expect(inExportPlace("ninth", async () => ({}))).rejects.toThrow("Many exports are under way.");
    for (const { csv } of held) for await (const _ of csv ?? []);
  });
});
