import { addMember, createPhoneNumbers, createUser } from "@/prisma/factories";
import { expect, test } from "./fixtures";
import { directory, rowInDirectory } from "./purchase-dialog";

/** A number has one owner per installation, so every test uses different ones. */
let next = 2_035_550_000;
const numbered = (count: number) => Array.from({ length: count }, () => `+1${next++}`);

test("the directory has exactly the documented columns, with its numbers in the first paint", async ({
  page,
  request,
  world,
  signIn,
}) => {
  await signIn(page, world.admin);
  const path = `/${world.organization.slug}/phone-numbers`;
  const html = await (await page.request.get(path)).text();
  const answer = await request.get("/core/phone-numbers?limit=100", {
    headers: { Authorization: `Bearer ${world.api_key}` },
  });
  const { data } = await answer.json();
  expect(data.length).toBeGreaterThan(3);
  for (const { phone_number } of data) expect(html.replace(/<[^>]+>/g, "")).toContain(phone_number);

  await page.goto(path);
  await expect(directory(page).getByRole("columnheader")).toHaveText([
    "Phone Number",
    "Inbound Agent",
    "Outbound Agent",
    "Shareable",
    "Created At",
    "Updated At",
  ]);
  const [first] = data;
  const inbound = first.inbound_agent ? `${first.inbound_agent.name}v${first.inbound_agent.version}` : "-";
  await expect(rowInDirectory(page, first.phone_number).getByRole("cell").nth(1)).toHaveText(inbound);
  await expect(page.getByText(`${data.length} numbers`, { exact: true })).toBeVisible();
});

test("Shareable changes at once and stays", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await createPhoneNumbers(organization.id, ["+12025550101"]);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  const shareable = page.getByRole("switch", { name: "Shareable: +12025550101" });
  await expect(shareable).not.toBeChecked();
  const saved = page.waitForResponse((answer) => answer.request().method() === "PATCH");
  await shareable.click();
  await expect(shareable).toBeChecked();
  expect((await saved).status()).toBe(200);
  await page.reload();
  await expect(shareable).toBeChecked();
});

test("Shareable goes back when the server refuses, with the server's sentence", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await createPhoneNumbers(organization.id, ["+12025550102"]);
  const person = await createUser();
  await addMember(organization.id, person.id, "admin");
  await signIn(page, person);
  await page.goto(`/${organization.slug}/phone-numbers`);
  const shareable = page.getByRole("switch", { name: "Shareable: +12025550102" });
  await expect(shareable).toBeVisible();

  await addMember(organization.id, person.id, "viewer");
  await shareable.click();
  await expect(page.getByText("Couldn't update sharing for +12025550102")).toBeVisible();
  await expect(page.getByText("This requires the scope phone_numbers:manage.")).toBeVisible();
  await expect(shareable).not.toBeChecked();
});

test("two quick clicks on Shareable do not flicker, and the last one wins", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await createPhoneNumbers(organization.id, ["+12025550103"]);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  const shareable = page.getByRole("switch", { name: "Shareable: +12025550103" });
  await expect(shareable).toBeEnabled();
  await page.route("**/core/phone-numbers/*", async (route) => {
    const answer = await route.fetch();
    await new Promise((later) => setTimeout(later, 300));
    await route.fulfill({ response: answer });
  });
  const states = await shareable.evaluate((element) => {
    const seen: (string | null)[] = [];
    new MutationObserver(() => seen.push(element.getAttribute("data-state"))).observe(element, {
      attributeFilter: ["data-state"],
    });
    return Object.assign(window, { seen }).seen;
  });
  expect(states).toEqual([]);
  const answers = Promise.all([1, 2].map(() => page.waitForEvent("requestfinished", (r) => r.method() === "PATCH")));
  await shareable.click();
  await shareable.click();
  await answers;
  await expect(shareable).not.toBeChecked();
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual(["checked", "unchecked"]);
});

test("a viewer sees the numbers and no control", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await createPhoneNumbers(organization.id, ["+12025550104"]);
  await signIn(page, organization.viewer);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await expect(rowInDirectory(page, "+12025550104")).toContainText("Off");
  await expect(page.getByRole("switch")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Purchase" })).toHaveCount(0);
  await page.goto(`/${organization.slug}/phone-numbers?purchase`);
  await expect(rowInDirectory(page, "+12025550104")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("an empty directory teaches, and offers Purchase to who may", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await signIn(page, organization.viewer);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await expect(page.getByText("No phone numbers yet")).toBeVisible();
  await expect(page.getByText(`An admin of ${organization.name} can purchase the first one.`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Purchase" })).toHaveCount(0);

  await page.context().clearCookies();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await page.getByRole("button", { name: "Purchase" }).click();
  await expect(page.getByRole("dialog", { name: "Purchase a number" })).toBeVisible();
});

test("the filter finds digits on the server and is kept in the address", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization({ plan: "agency" });
  const numbers = numbered(120);
  const wanted = numbers[3] ?? "";
  const last = numbers[119] ?? "";
  await createPhoneNumbers(organization.id, numbers);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await expect(rowInDirectory(page, last)).toBeVisible();

  await page.keyboard.press("/");
  await expect(page.getByLabel("Find a number")).toBeFocused();
  await page.keyboard.type(`${wanted.slice(2, 8)} ${wanted.slice(8)}`);
  await expect(directory(page).getByRole("row")).toHaveCount(2);
  await expect(rowInDirectory(page, wanted)).toBeVisible();
  await expect(page.getByText("1 result")).toBeVisible();
  await expect(page).toHaveURL(/q=203/);

  await page.reload();
  await expect(page.getByLabel("Find a number")).toHaveValue(`${wanted.slice(2, 8)} ${wanted.slice(8)}`);
  await expect(directory(page).getByRole("row")).toHaveCount(2);

  await page.getByLabel("Find a number").fill("999999");
  await expect(page.getByText("No number contains “999999”")).toBeVisible();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(rowInDirectory(page, last)).toBeVisible();
  await expect(page).not.toHaveURL(/q=/);
});

test("scrolling loads all numbers, and draws only those near the window", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization({ plan: "agency", limit: 1000 });
  const numbers = numbered(430);
  const [oldest = ""] = numbers;
  await createPhoneNumbers(organization.id, numbers);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await expect(page.getByText("430 numbers", { exact: true })).toBeVisible();
  await expect(rowInDirectory(page, numbers.at(-1) ?? "")).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(rowInDirectory(page, oldest)).toBeInViewport({ timeout: 200 });
  }).toPass();
  expect(await directory(page).getByRole("row").count()).toBeLessThan(80);
  await expect(directory(page)).toHaveAttribute("aria-rowcount", "431");
});

test("a page of numbers that fails to load can be retried", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization({ plan: "agency" });
  const numbers = numbered(90);
  const [oldest = ""] = numbers;
  await createPhoneNumbers(organization.id, numbers);
  await signIn(page, organization.admin);
  await page.route("**/core/phone-numbers?*cursor*", (route) => route.fulfill({ status: 400, body: "{}" }));
  await page.goto(`/${organization.slug}/phone-numbers`);
  await page.keyboard.press("End");
  await expect(page.getByText("Couldn’t load more numbers.")).toBeVisible();
  await page.unroute("**/core/phone-numbers?*cursor*");
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(rowInDirectory(page, oldest)).toBeInViewport({ timeout: 200 });
  }).toPass();
});

test("a number is copied as it reads: E.164", async ({ page, context, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await createPhoneNumbers(organization.id, ["+12025550105"]);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  const row = rowInDirectory(page, "+12025550105");
  await row.hover();
  await row.getByRole("button", { name: "Copy +12025550105" }).click();
  await expect(row.getByRole("button", { name: "Copied +12025550105" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("+12025550105");
});
