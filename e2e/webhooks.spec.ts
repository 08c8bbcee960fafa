import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { answers, startWebhookReceiver, verified } from "@/test/support/webhook-receiver";
import { expect, type OwnOrganization, test } from "./fixtures";

type Receiver = Awaited<ReturnType<typeof startWebhookReceiver>>;

let receiver: Receiver;
test.beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
test.afterEach(() => receiver.close());

async function expectNoViolation(page: Page, where: string) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    expect(found, `${where}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

async function expectNoSidewaysScroll(page: Page) {
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.setViewportSize({ width: 375, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  await page.setViewportSize(size);
}

/** Creates a webhook through the dialog, ends on its page, and returns the secret that is shown once. */
async function createWebhook(page: Page, url: string): Promise<string> {
  await page.getByRole("button", { name: "Create webhook" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("URL").fill(url);
  await dialog.getByLabel("Description").fill("Orders");
  await dialog.getByRole("button", { name: "Create webhook" }).click();
  const secret = await dialog.getByLabel("Signing secret").innerText();
  await expectNoViolation(page, "the secret");
  await dialog.getByRole("link", { name: "Done" }).click();
  await expect(page.getByRole("heading", { name: "Orders" })).toBeVisible();
  return secret;
}

async function buyNumber({ apiKey }: OwnOrganization, url: string): Promise<string> {
  const headers = { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" };
  const account = `${url}/core/managed-accounts/default`;
  const { data } = await (await fetch(`${account}/search-numbers?area_code=303&limit=1`, { headers })).json();
  const body = JSON.stringify({ phone_number: data[0].phone_number });
  expect((await fetch(`${account}/purchase-number`, { method: "POST", headers, body })).status).toBe(201);
  return data[0].phone_number;
}

const deliveries = (page: Page) => page.getByRole("table", { name: "Deliveries" });
const rowOf = (page: Page, type: string) => deliveries(page).getByRole("row").filter({ hasText: type });

test("a webhook is created, told of a purchase, and its delivery replayed", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/webhooks`);
  await expect(page.getByText("No webhooks yet")).toBeVisible();
  await expectNoViolation(page, "no webhooks");
  const secret = await createWebhook(page, receiver.url);

  const phoneNumber = await buyNumber(organization, world.url);
  await expect.poll(() => receiver.received.length).toBe(1);
  const [got] = receiver.received;
  if (!got) throw new Error("nothing was received");
  expect(verified(got, secret)).toMatchObject({
    type: "phone_number.purchased",
    data: { phone_number: phoneNumber },
  });
  await page.reload();
  const row = rowOf(page, "phone_number.purchased");
  await expect(row).toContainText("Delivered");
  await expect(row).toContainText("200 in");

  await row.getByRole("button", { name: "phone_number.purchased", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("region", { name: "Payload" })).toContainText(phoneNumber);
  await expect(dialog.getByText("200 in")).toBeVisible();
  // The receiver is on a private address, whose responses customers must not see.
  await expect(dialog.getByRole("region", { name: "Response" })).toHaveCount(0);
  await expectNoViolation(page, "a delivery");
  await expectNoSidewaysScroll(page);
  await page.reload();
  await dialog.getByRole("button", { name: "Replay phone_number.purchased" }).click();
  await expect(page.getByText("Event resent")).toBeVisible();
  await expect.poll(() => receiver.received.length).toBe(2);
  expect(receiver.received[1]?.headers["webhook-id"]).toBe(got.headers["webhook-id"]);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("trouble is shown, a test is sent, and a webhook is disabled, enabled, given a new secret and deleted", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/webhooks?new`);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("URL").fill("https://127.0.0.1/hooks");
  await dialog.getByRole("button", { name: "Create webhook" }).click();
  await expect(dialog.getByText("This address is private.")).toBeVisible();
  await expectNoViolation(page, "a refused URL");
  await page.keyboard.press("Escape");
  const secret = await createWebhook(page, receiver.url);

  receiver.answerNext(answers.status(500));
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(rowOf(page, "ping")).toContainText("The endpoint returned 500.");
  await page.reload();
  await expect(page.getByText("All deliveries have failed for")).toBeVisible();
  await expectNoViolation(page, "a failing webhook");
  await expectNoSidewaysScroll(page);
  await rowOf(page, "ping").getByRole("button", { name: "Replay ping" }).click();
  await expect(rowOf(page, "ping")).toContainText("Delivered");

  const choose = async (action: string) => {
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: action }).click();
  };
  await choose("Disable");
  await expect(page.getByText("Disabled. Events aren't being sent.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send test" })).toBeHidden();
  await choose("Enable");
  await expect(page.getByRole("button", { name: "Send test" })).toBeVisible();
  await choose("Rotate signing secret");
  await dialog.getByRole("button", { name: "Rotate secret" }).click();
  expect(await dialog.getByLabel("Signing secret").innerText()).not.toBe(secret);
  await dialog.getByRole("button", { name: "Done" }).click();
  await choose("Delete webhook");
  await dialog.getByRole("button", { name: "Delete webhook" }).click();
  await expect(page.getByText("No webhooks yet")).toBeVisible();
});

test("a viewer sees no webhooks", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await signIn(page, organization.viewer);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await expect(page.getByRole("link", { name: "Webhooks" })).toHaveCount(0);
  await page.goto(`/${organization.slug}/webhooks`);
  await expect(page.getByText("You don’t have access to webhooks")).toBeVisible();
});
