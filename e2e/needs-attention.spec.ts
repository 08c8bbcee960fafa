import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { system } from "@/lib/platform/db/system";
import type { SimulatorControl } from "@/simulator/control-client";
import { buyByApi } from "./buy-by-api";
import { expect, type OwnOrganization, test } from "./fixtures";
import type { World } from "./stack";

async function reconcileNow({ env }: World) {
  const args = ["--conditions=react-server", "--import", "tsx", "e2e/reconcile-now.ts"];
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
}

/** Simulates a carrier that never gave a definite answer. */
async function setPurchaseAside({ id: organizationId }: OwnOrganization, { managed_account_id }: World) {
  const fixed = { status: "needs_attention", actorKind: "system", requestId: "journey", outcomeUnknown: true } as const;
  const data = { id: randomUUID(), organizationId, managedAccountId: managed_account_id, ...fixed };
  await system().transaction(async (tx) => {
    await tx.organization.update({ where: { id: organizationId }, data: { phoneNumbersUsed: { increment: 1 } } });
    await tx.purchase.create({ data: { ...data, phoneNumber: "+15035550199" } });
  });
}

const findings = (page: Page) => page.getByRole("list", { name: "Needs attention" }).getByRole("listitem");

async function boundTo({ simulator }: { simulator: SimulatorControl }, phoneNumber: string) {
  const { owned } = await simulator.state();
  return owned.find(({ phone_number }) => phone_number === phoneNumber)?.trunk_sid;
}

async function expectNoViolation(page: Page) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test("a number rebound behind our back is put right by the comparison, or by an admin", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await buyByApi(organization, world);
  const trunkSid = await boundTo(world, phoneNumber);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/needs-attention`);
  await expect(page.getByText("Nothing needs attention")).toBeVisible();
  await expectNoViolation(page);

  await world.simulator.rebindNumber(phoneNumber, null);
  await world.simulator.addFault({ operation: "update_number", kind: "error_before", times: null, status: 503 });
  await reconcileNow(world);
  await page.reload();
  await expect(findings(page)).toHaveCount(1);
  await expect(findings(page)).toContainText("Calls to this number are routed elsewhere at the carrier");
  await expect(page.getByRole("link", { name: "Needs attention 1 open" })).toBeVisible();
  await expectNoViolation(page);
  await page.getByRole("button", { name: `Reconnect: ${phoneNumber}` }).click();
  await expect(page.getByText(`${phoneNumber} wasn't changed`)).toBeVisible();

  await world.simulator.clearFaults();
  await page.getByRole("button", { name: `Reconnect: ${phoneNumber}` }).click();
  await expect(page.getByText(`${phoneNumber} reconnected`)).toBeVisible();
  await expect(page.getByText("Nothing needs attention")).toBeVisible();
  expect(await boundTo(world, phoneNumber)).toBe(trunkSid);
});

test("a lost number is removed only after a confirmation; a viewer sees none of it", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await buyByApi(organization, world);
  await world.simulator.releaseNumber(phoneNumber);
  await reconcileNow(world);
  await reconcileNow(world);
  await setPurchaseAside(organization, world);
  await reconcileNow(world);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/needs-attention`);
  await expect(findings(page)).toHaveCount(2);
  await expectNoViolation(page);
  await page.setViewportSize({ width: 375, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  await page.getByRole("button", { name: `Remove: ${phoneNumber}` }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("from your directory for good");
  await expectNoViolation(page);
  await page.keyboard.press("Escape");
  await expect(findings(page)).toHaveCount(2);
  await page.getByRole("button", { name: `Remove: ${phoneNumber}` }).click();
  await dialog.getByRole("button", { name: "Remove number" }).click();
  await expect(findings(page)).toHaveCount(1);

  await page.context().clearCookies();
  await signIn(page, organization.viewer);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await expect(page.getByRole("link", { name: /Needs attention/ })).toHaveCount(0);
  await page.goto(`/${organization.slug}/needs-attention`);
  await expect(page.getByText("You don’t have access to this page")).toBeVisible();
});
