import { Gauge } from "prom-client";
import { FindingKind } from "@/lib/numbers/findings/schemas";
import { carrierHealths } from "@/lib/numbers/managed-accounts/carrier-of";
import { PurchaseStatus } from "@/lib/numbers/purchase/schemas";
import { system } from "@/lib/platform/db/system";
import { metricNamed } from "@/lib/platform/metrics/registry";

/** Database metrics cover the whole installation; carrier metrics cover this process only. */
export async function collectBusinessMetrics(): Promise<void> {
  const { purchases, findings } = await system().read(async (tx) => ({
    purchases: await tx.purchase.groupBy({ by: ["status"], _count: true }),
    findings: await tx.finding.groupBy({ by: ["kind"], where: { resolvedAt: null }, _count: true }),
  }));
  const purchased = gauge("trunkline_purchases", "Purchases by outcome; `pending` are under way.", "status");
  for (const status of PurchaseStatus.options) purchased.set({ status }, countOf(purchases, "status", status));
  const open = gauge(
    "trunkline_findings_open",
    "Differences between directory and carrier that need attention.",
    "kind",
  );
  for (const kind of FindingKind.options) open.set({ kind }, countOf(findings, "kind", kind));
  const up = gauge("trunkline_carrier_up", "1 while the carrier takes orders of the account.", "managed_account_id");
  for (const { managedAccountId, state } of carrierHealths()) {
    up.set({ managed_account_id: managedAccountId }, state === "ok" ? 1 : 0);
  }
}

function countOf<K extends string>(groups: ({ _count: number } & Record<K, string>)[], by: K, value: string): number {
  return groups.find((group) => group[by] === value)?._count ?? 0;
}

function gauge<L extends string>(name: string, help: string, label: L): Gauge<L> {
  return metricNamed(name, (registry) => new Gauge({ name, help, labelNames: [label], registers: [registry] }));
}
