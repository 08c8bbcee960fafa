import { receiverHost } from "@/test/support/webhook-receiver";
import { expectNoSidewaysScroll, expectNoViolation } from "./expect-accessible";
import { expect, test } from "./fixtures";

test("keys, tokens, members, activity and an invitation have no violation, and fit 375 pixels", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  test.setTimeout(180_000);
  const organization = await newOrganization();
  const headers = { Authorization: `Bearer ${organization.apiKey}`, "Content-Type": "application/json" };
  const body = JSON.stringify({ email: "kim@example.com", role: "viewer" });
  const { link } = await (await fetch(`${world.url}/admin/members`, { method: "POST", headers, body })).json();
  const check = async (path: string, ready: string, where: string) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(path);
    await expect(page.getByText(ready).first()).toBeVisible();
    await expectNoViolation(page, where);
    await expectNoSidewaysScroll(page);
    await page.emulateMedia({ colorScheme: "light" });
  };
  await check(link, "Your name", "invitation");
  await signIn(page, organization.admin);
  const home = `/${organization.slug}`;
  await check(`${home}/api-keys`, "Create API key", "api-keys");
  await check(`${home}/api-keys?new`, "For example, the service", "new-api-key");
  await check(`${home}/members`, "kim@example.com", "members");
  await check(`${home}/members?invite`, "They’ll get a single-use link", "invite");
  await check(`${home}/activity`, "kim@example.com", "activity");
  await check("/account/tokens", "No token yet", "tokens");
});

test("what is not there has no violation", async ({ page, world, signIn, expectedErrors }) => {
  expectedErrors.push(/404/);
  await signIn(page, world.admin);
  await page.goto("/nowhere/at/all");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await expectNoViolation(page, "not found");
});

test("the webhooks and the dialog that makes one have no violation, and fit 375 pixels", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const body = { url: `http://${receiverHost}:9/hooks`, events: ["purchase.failed"], description: "Orders" };
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/webhooks?new`);
  await expect(page.getByRole("dialog").getByLabel("URL")).toBeVisible();
  await expectNoViolation(page, "create webhook");
  const headers = { Authorization: `Bearer ${organization.apiKey}` };
  expect((await page.request.post("/core/webhook-endpoints", { data: body, headers })).status()).toBe(201);
  await page.goto(`/${organization.slug}/webhooks`);
  await expect(page.getByRole("table", { name: "Webhooks" })).toContainText("Orders");
  await expectNoViolation(page, "webhooks");
  await expectNoSidewaysScroll(page);
});
