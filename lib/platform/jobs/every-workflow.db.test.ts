import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { acceptImport } from "@/lib/numbers/import/accept-import";
import { importWorkflowId } from "@/lib/numbers/import/import-workflow";
import { ImportQuery } from "@/lib/numbers/import/schemas";
import { startDueImports } from "@/lib/numbers/import/start-due-imports";
import { awaitPurchase } from "@/lib/numbers/purchase/await-purchase";
import { findPurchase } from "@/lib/numbers/purchase/purchase-store";
import { purchaseWorkflowId } from "@/lib/numbers/purchase/purchase-workflow";
import { releasePhoneNumber } from "@/lib/numbers/release/release-phone-number";
import { releaseWorkflowId } from "@/lib/numbers/release/release-workflow";
import { databasePool } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { deliveryWorkflowId, startDueDeliveries } from "@/lib/webhooks/delivery-workflow";
import { testWebhookEndpoint } from "@/lib/webhooks/test-webhook-endpoint";
import { createTrunk } from "@/prisma/factories";
import { reservedPurchase } from "@/test/support/bought-number";
import { type Fault, refusal } from "@/test/support/broken-installation";
import { freshNumber } from "@/test/support/fresh-number";
import { findNumber, numberForRelease } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { findingsOf } from "@/test/support/reconciling";
import { listeningOrganization, onlyDeliveryOf } from "@/test/support/webhook-endpoint";
import { registeredWorkflows } from "./dbos-registry";
import "@/lib/workflows";

/** Work that a permanent error of our own stops, and what its owner sees of that. */
type Case = {
  fault: Fault;
  /** Begins the work; the id of its workflow. */
  begin: () => Promise<string>;
  /** What the owner sees once it was stopped; undefined until then. */
  shown: () => Promise<unknown>;
};

/** One for every workflow there is. */
const cases: Record<string, () => Promise<Case>> = {
  async purchase() {
    const { ctx } = await newOrganization();
    const purchase = await reservedPurchase({ ctx, id: ctx.organizationId });
    return {
      fault: refusal("phone_number", "INSERT"),
      async begin() {
        await awaitPurchase(ctx, purchase, 0);
        return purchaseWorkflowId(purchase);
      },
      async shown() {
        const { status, errorDetail } = await findPurchase(purchase.id);
        const [finding] = await findingsOf(purchase.phoneNumber);
        return status === "needs_attention" && errorDetail && finding;
      },
    };
  },
  async release() {
    const { organization, row, phoneNumber } = await numberForRelease();
    return {
      fault: refusal("phone_number", "DELETE"),
      async begin() {
        const record = await releasePhoneNumber(organization.ctx, phoneNumber, true);
        return releaseWorkflowId({ phoneNumberId: row.id, releaseAt: record?.release_at ?? "" });
      },
      async shown() {
        const [finding] = await findingsOf(phoneNumber);
        return (await findNumber(row.id))?.releaseProblem === "interrupted" && finding;
      },
    };
  },
  async "import-phone-numbers"() {
    const { ctx, id } = await newOrganization();
    await createTrunk(id, { name: "Office" });
    const csv = Buffer.from(`phone_number,trunk\n${freshNumber()},Office\n`);
    const file = { chunks: [csv], bytes: csv.byteLength, sha256: createHash("sha256").update(csv).digest("hex") };
    return {
      fault: refusal("phone_number", "INSERT"),
      async begin() {
        const importId = await acceptImport(ctx, { file, query: ImportQuery.parse({}), idempotencyKey: null });
        await startDueImports();
        return importWorkflowId(importId);
      },
      async shown() {
        const [row] = await system().transaction((tx) =>
          tx.phoneNumberImport.findMany({ where: { organizationId: id } }),
        );
        return row?.finishedAt && row.errorDetail;
      },
    };
  },
  async "webhook-delivery"() {
    const { organization, endpoint } = await listeningOrganization();
    await testWebhookEndpoint(organization.ctx, endpoint.id);
    const { id: deliveryId, giveUpAt } = await onlyDeliveryOf(endpoint.id);
    // Its secret was sealed with a key that is gone.
    const data = { secret: "v1.broken" };
    const update = (secret: { secret: string }) =>
      system().transaction((tx) => tx.webhookEndpoint.update({ where: { id: endpoint.id }, data: secret }));
    return {
      fault: { breakIt: () => update(data), mend: async () => {} },
      async begin() {
        await startDueDeliveries();
        return deliveryWorkflowId({ deliveryId, attempt: 1, giveUpAt: giveUpAt.toISOString() });
      },
      async shown() {
        const { attempts, begunAt, error } = await onlyDeliveryOf(endpoint.id);
        return attempts === 1 && begunAt === null && error;
      },
    };
  },
};

let broken: Fault | undefined;
afterEach(async () => {
  await broken?.mend();
  broken = undefined;
});

const statusOf = async (id: string): Promise<string | undefined> =>
  (await databasePool().query("SELECT status FROM dbos.workflow_status WHERE workflow_uuid = $1", [id])).rows[0]
    ?.status;

describe("every workflow that a permanent error of our own stops", () => {
  it("has a case here", () => {
    expect(Object.keys(cases).sort()).toEqual(registeredWorkflows().sort());
  });

  it.each(registeredWorkflows())("ends, and its owner sees that: %s", async (name) => {
    const { fault, begin, shown } = (await cases[name]?.()) ?? expect.unreachable(`no case for ${name}`);
    broken = fault;
    await fault.breakIt();
    const workflowId = await begin();
    await expect.poll(shown).toBeTruthy();
    await expect.poll(() => statusOf(workflowId)).toBe("SUCCESS");
  });
});
