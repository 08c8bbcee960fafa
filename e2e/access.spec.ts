import { expect, test } from "./fixtures";

test("a key is made, copied, used, and refused once it is deleted", async ({
  page,
  world,
  newOrganization,
  signIn,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/api-keys`);
  await page.getByRole("button", { name: "Create API key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Deploy");
  await dialog.getByLabel("Expires").selectOption({ label: "7 days" });
  await dialog.getByLabel("Choose scopes").check();
  await dialog.getByLabel("phone_numbers:read").check();
  await dialog.getByRole("button", { name: "Create" }).click();

  const secret = (await dialog.getByLabel("The API key").textContent()) ?? "";
  expect(secret).toMatch(/^ak_[0-9a-f]{32}\./);
  await page.keyboard.press("Escape");
  await expect(dialog.getByText("You haven’t copied it, and it can’t be shown again.")).toBeVisible();
  await dialog.getByRole("button", { name: "Copy", exact: true }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toHaveCount(0);

  const status = async (path: string) =>
    (await fetch(`${world.url}${path}`, { headers: { Authorization: `Bearer ${secret}` } })).status;
  expect(await status("/core/phone-numbers")).toBe(200);
  expect(await status("/admin/members")).toBe(403);
  const row = page.getByRole("table", { name: "API keys" }).getByRole("row", { name: /Deploy/ });
  await expect(row).toContainText("phone_numbers:read");
  await expect(row).toContainText(secret.slice(0, 11));
  await page.reload();
  await expect(row).toContainText("just now");
  await expect(page.getByText(secret)).toHaveCount(0);

  await row.getByRole("button", { name: "Delete Deploy" }).click();
  await dialog.getByRole("button", { name: "Delete API key" }).click();
  await expect(page.getByText("Deploy deleted")).toBeVisible();
  await expect(row).toHaveCount(0);
  expect(await status("/core/phone-numbers")).toBe(401);
});

test("a token of one's own is made in the account, for a day of one's own, and may what its user may", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.viewer);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Tokens" }).click();
  await expect(page).toHaveURL("/account/tokens");
  await page.getByRole("button", { name: "Create token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Laptop");
  await dialog.getByLabel("Expires").selectOption({ label: "Custom Date" });
  await dialog.getByLabel("Expires on").fill("2020-01-01");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog.getByText("Choose a day in the future.")).toBeVisible();
  await dialog.getByLabel("Expires on").fill("2099-12-31");
  await dialog.getByRole("button", { name: "Create" }).click();
  const secret = (await dialog.getByLabel("The token").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.getByRole("button", { name: "Close without copying" }).click();
  await expect(page.getByRole("row", { name: /Laptop/ })).toContainText("Dec 31, 2099");
  const headers = { Authorization: `Bearer ${secret}`, "X-Anyreach-Org": organization.id };
  const scopes = await (await fetch(`${world.url}/admin/members/me/scopes`, { headers })).json();
  expect(scopes).toContain("agents:read");
  expect(scopes).not.toContain("agents:manage");
});

test("a member is invited by a link, joins with a new account, changes role and is removed", async ({
  page,
  browser,
  newOrganization,
  signIn,
}) => {
  test.setTimeout(120_000);
  const organization = await newOrganization({ name: "Alder Clinic" });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/members`);
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Email").fill(organization.viewer.email);
  await dialog.getByRole("button", { name: "Invite" }).click();
  await expect(dialog.getByText("is already a member")).toBeVisible();
  const email = `kim-${organization.slug}@example.com`;
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByRole("button", { name: "Invite" }).click();
  const link = (await dialog.getByLabel("Invitation link").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("list", { name: "Invitations" })).toContainText(email);

  const guest = await (await browser.newContext()).newPage();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { name: "Join Alder Clinic" })).toBeVisible();
  await guest.getByLabel("Your name").fill("Kim Larsen");
  await guest.getByLabel("Password").fill("password1234");
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest.getByText("This password is too common")).toBeVisible();
  await guest.getByLabel("Password").fill("quiet harbour at noon");
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest).toHaveURL(new RegExp(`/${organization.slug}/phone-numbers`));
  await guest.goto(`/${organization.slug}/members`);
  await expect(guest.getByRole("button", { name: "Invite" })).toHaveCount(0);
  await guest.goto(link);
  await expect(guest.getByRole("heading", { name: "This invitation is no longer valid" })).toBeVisible();

  await page.reload();
  const row = page.getByRole("row", { name: /Kim Larsen/ });
  await row.getByLabel("Role of Kim Larsen").selectOption({ label: "Admin" });
  await expect(page.getByText("Kim Larsen is an admin now")).toBeVisible();
  await guest.goto(`/${organization.slug}/members`);
  await expect(guest.getByRole("button", { name: "Invite" })).toBeVisible();

  await row.getByRole("button", { name: "Remove Kim Larsen" }).click();
  await dialog.getByRole("button", { name: "Remove member" }).click();
  await expect(page.getByText("Kim Larsen removed")).toBeVisible();
  await expect(row).toHaveCount(0);
  await guest.goto("/");
  await expect(guest.getByRole("heading", { name: "You're not in an organization yet" })).toBeVisible();
  await guest.context().close();

  await page.getByLabel("Role of Robin Ames").last().selectOption({ label: "Viewer" });
  await expect(page.getByText("You need at least one admin. Make someone else an admin first.")).toBeVisible();
});

test("the activity is filtered, kept in the URL, read in full and exported", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const headers = { Authorization: `Bearer ${organization.apiKey}`, "Content-Type": "application/json" };
  const post = (path: string, body: object) =>
    fetch(`${world.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  await post("/admin/organization-pats", { name: "Deploy", scopes: ["agents:read"] });
  await post("/admin/members", { email: "kim@example.com", role: "viewer" });
  await signIn(page, organization.viewer);
  await page.goto(`/${organization.slug}/activity`);
  const events = page.getByRole("list", { name: "Activity" }).locator("> li");
  // The key, the invitation, and the viewer's sign-in.
  await expect(events).toHaveCount(3);
  await page.getByLabel("Event").selectOption({ label: "API key created" });
  await expect(events).toHaveCount(1);
  await expect(page).toHaveURL(/action=api_key.created/);
  await page.reload();
  await expect(events).toHaveCount(1);
  await events.first().getByText("API key created").click();
  await expect(events.first()).toContainText("scopes: agents:read");
  await expect(events.first()).toContainText(/Credential\s*Key \(ak_[0-9a-f]{8}…\)/);
  await expect(events.first()).toContainText("127.0.0.1");

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toBe(`${organization.slug}-activity.csv`);
  await page.getByLabel("To (UTC)").fill("2020-01-01");
  await expect(page.getByText("No matching activity")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(events).toHaveCount(3);
});

test("a viewer sees members and activity, and no keys", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await signIn(page, organization.viewer);
  await page.goto(`/${organization.slug}/members`);
  await expect(page.getByRole("table", { name: "Members" })).toContainText("Viewer");
  await expect(page.getByRole("link", { name: "API Keys" })).toHaveCount(0);
  await page.goto(`/${organization.slug}/api-keys`);
  await expect(page.getByText("You don’t have access to API keys")).toBeVisible();
});

test("an address without a page below an organization is said within its frame", async ({
  page,
  newOrganization,
  signIn,
  expectedErrors,
}) => {
  expectedErrors.push(/404/);
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  const answer = await page.goto(`/${organization.slug}/nothing/here`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await page.getByRole("navigation").getByRole("link", { name: "Trunks", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Trunks", exact: true })).toBeVisible();
});
