import { describe, expect, it } from "vitest";
import { GET as list } from "@/app/api/core/phone-numbers/route";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { call } from "@/test/support/api";
import { reservedPurchase } from "@/test/support/bought-number";
import { newOrganization } from "@/test/support/organization";
import { GET } from "./route";

const ask = (headers: Record<string, string>) => GET(new Request("http://localhost/metrics", { headers }), {});
const bearer = { Authorization: `Bearer ${env().METRICS_TOKEN}` };

describe("GET /metrics", () => {
  it("counts requests by operation and status, purchases, findings and carriers", async () => {
    const organization = await newOrganization();
    await call(list, { token: organization.apiKey });
    await call(list, {});
    await reservedPurchase(organization);
    const { id: organizationId } = organization;
    await system().transaction((tx) => tx.finding.create({ data: { organizationId, kind: "lost_number" } }));
    const text = await (await ask(bearer)).text();
    expect(text).toContain('trunkline_requests_total{operation="listPhoneNumbers",status="200"} 1');
    expect(text).toContain('trunkline_requests_total{operation="listPhoneNumbers",status="401"} 1');
    expect(text).toContain('trunkline_request_duration_seconds_count{operation="listPhoneNumbers"} 2');
    expect(text).toContain('trunkline_purchases{status="pending"} 1');
    expect(text).toContain('trunkline_findings_open{kind="lost_number"} 1');
    expect(text).toContain("process_resident_memory_bytes");
    expect(text).not.toContain(organizationId);
  });

  it.each([{}, { Authorization: "Bearer wrong" }, { Authorization: `Basic ${env().METRICS_TOKEN}` }])(
    "refuses %j",
    async (headers) => {
      const response = await ask(headers as Record<string, string>);
      expect([response.status, (await response.json()).code]).toEqual([401, "unauthenticated"]);
    },
  );
});
