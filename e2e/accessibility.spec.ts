import { createAgent, createPhoneNumbers, createTrunk } from "@/prisma/factories";
import { chooseAgent, chooseVersion, openNumber, side } from "./assignment-dialog";
import { expectNoSidewaysScroll, expectNoViolation } from "./expect-accessible";
import { expect, test } from "./fixtures";
import { freshNumbers } from "./fresh-numbers";
import { numberIn, numbersForSale, purchaseDialog } from "./purchase-dialog";

test("sign-in has no violation, and fits 375 pixels", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("someone@example.com");
  await page.getByLabel("Password").fill("something");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Incorrect email or password.")).toBeVisible();
  await expectNoViolation(page, "sign-in");
  await expectNoSidewaysScroll(page);
});

test("the directory and its menus have no violation, and fit 375 pixels", async ({ page, world, signIn }) => {
  await signIn(page, world.admin);
  await page.goto(`/${world.organization.slug}/phone-numbers`);
  await expect(page.getByRole("switch").first()).toBeVisible();
  await expectNoViolation(page, "directory");
  for (const menu of [/^Organization/, /^Account/]) {
    await page.getByRole("button", { name: menu }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectNoViolation(page, `menu ${menu}`);
    await page.keyboard.press("Escape");
  }
  await expectNoSidewaysScroll(page);
  await expectNoViolation(page, "directory at 375 pixels");
});

test("an empty directory, and a filter that finds nothing, have no violation", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await expect(page.getByText("No phone numbers yet")).toBeVisible();
  await expectNoViolation(page, "empty directory");
  await page.context().clearCookies();
  await signIn(page, world.viewer);
  await page.goto(`/${world.organization.slug}/phone-numbers?q=99999`);
  await expect(page.getByText("No number contains")).toBeVisible();
  await expectNoViolation(page, "nothing found");
});

test("the purchase dialog has no violation in any of its states, and fits 375 pixels", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  test.setTimeout(90_000);
  const organization = await newOrganization({ limit: 1 });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=407`);
  await expect(numbersForSale(page).first()).toContainText("+1407");
  await expectNoViolation(page, "results");

  const taken = numbersForSale(page).first();
  await world.simulator.takeNumber(await numberIn(taken));
  await taken.getByRole("button").click();
  await expect(taken.getByText("Just taken")).toBeVisible();
  await world.simulator.setAccountStatus("suspended");
  await numbersForSale(page).nth(1).getByRole("button").click();
  await expect(numbersForSale(page).nth(1).getByText("Retry")).toBeVisible();
  await world.simulator.setAccountStatus("active");
  await expectNoViolation(page, "just taken and refused");
  await numbersForSale(page).nth(2).getByRole("button").click();
  await expect(numbersForSale(page).nth(2).getByText("Bought")).toBeVisible();
  await expect(purchaseDialog(page).getByText("You have reached the maximum")).toBeVisible();
  await expectNoViolation(page, "bought and full");
  await expectNoSidewaysScroll(page);

  await world.simulator.setAreaCodeEmpty(212, true);
  const field = purchaseDialog(page).getByLabel("Search by area code");
  await field.fill("212");
  await field.press("Enter");
  await expect(purchaseDialog(page).getByText("No numbers available in 212")).toBeVisible();
  await field.fill("21");
  await field.press("Enter");
  await expectNoViolation(page, "nothing found, and no area code");
  await world.simulator.setAreaCodeEmpty(212, false);
  await world.simulator.addFault({ operation: "search", kind: "error_before", status: 503, times: null });
  await field.fill("720");
  await field.press("Enter");
  await expect(purchaseDialog(page).getByRole("button", { name: "Retry" })).toBeVisible();
  await expectNoViolation(page, "carrier down");
});

test("the pages of agents have no violation, and fit 375 pixels", async ({ page, world, signIn }) => {
  test.setTimeout(90_000);
  await signIn(page, world.admin);
  await page.goto(`/${world.organization.slug}/agents`);
  await expect(page.getByRole("link", { name: "Front desk" })).toBeVisible();
  await expectNoViolation(page, "agents");
  await page.getByRole("button", { name: "Create agent" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create agent" }).click();
  await expectNoViolation(page, "an agent without a name");
  await page.keyboard.press("Escape");
  await page.goto(`/${world.organization.slug}/agents?q=nobody`);
  await expect(page.getByText("No matching agents")).toBeVisible();
  await expectNoViolation(page, "no agent found");
  await page.getByRole("button", { name: "Show all agents" }).click();
  await expect(page).toHaveURL(/\/agents$/);
  await page.getByRole("link", { name: "Front desk" }).click();
  await expect(page.getByRole("table", { name: "Versions" })).toBeVisible();
  await expectNoViolation(page, "agent");
  await expectNoSidewaysScroll(page);
  await expectNoViolation(page, "agent at 375 pixels");
  await page.getByRole("button", { name: "Edit version 5" }).click();
  await page.getByRole("dialog").getByLabel("Configuration").fill("{");
  await page.getByRole("dialog").getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("Line 1, column 2")).toBeVisible();
  await expectNoViolation(page, "a configuration that is no JSON");
  await expectNoSidewaysScroll(page);
  await page.goto(`/${world.organization.slug}/agents`);
  await expectNoSidewaysScroll(page);
});

test("the trunks and their dialogs have no violation, and fit 375 pixels", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const trunk = await createTrunk(organization.id);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/trunks`);
  await expect(page.getByRole("table", { name: "Trunks" })).toBeVisible();
  await expectNoViolation(page, "trunks");
  await page.goto(`/${organization.slug}/trunks?edit=${trunk.id}`);
  await page.getByLabel("Allow outbound calls").click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog").getByRole("alert").first()).toBeVisible();
  await expectNoViolation(page, "a trunk that is not right");
  await expectNoSidewaysScroll(page);
});

test("the import has no violation in any of its states, and fits 375 pixels", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await createTrunk(organization.id, { name: "Office" });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers/import`);
  await expect(page.getByText("File format")).toBeVisible();
  await expectNoViolation(page, "choose a file");
  const text = "phone_number,trunk,owner\n+16285550188,Office,Ann\n6285550189,Attic,Ann\n";
  const file = { name: "numbers.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.getByLabel("Choose a CSV file, or drop it here").setInputFiles(file);
  await expect(page.getByRole("table", { name: "Errors" })).toBeVisible();
  await expectNoViolation(page, "a file with errors");
  await expectNoSidewaysScroll(page);
});

test("the assignment dialog, its list, its release and the bulk dialog have no violation, and fit 375 pixels", async ({
  page,
  newOrganization,
  signIn,
}) => {
  test.setTimeout(180_000);
  const organization = await newOrganization();
  const [phoneNumber = "", other = ""] = freshNumbers(2);
  await createPhoneNumbers(organization.id, [phoneNumber, other]);
  await createAgent(organization.id, { name: "Front desk", published: 1, draft: true });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);

  const dialog = await openNumber(page, phoneNumber);
  await expectNoViolation(page, "assignment");
  const inbound = side(dialog, "Inbound Agent");
  await inbound.getByRole("button", { name: /^Agent:/ }).click();
  await expect(page.getByRole("option", { name: "Front desk" })).toBeVisible();
  await expectNoViolation(page, "list of agents");
  await page.keyboard.press("Escape");
  await chooseAgent(inbound, "Front desk");
  await chooseVersion(inbound, "v2 (draft)");
  await expect(inbound.getByText("v2 is a draft.")).toBeVisible();
  await expectNoViolation(page, "assignment of a draft");
  await expectNoSidewaysScroll(page);
  await expectNoViolation(page, "assignment at 375 pixels");
  await dialog.getByRole("button", { name: "Remove…" }).click();
  await expect(page.getByRole("dialog", { name: `Remove ${phoneNumber}` })).toBeVisible();
  await expectNoViolation(page, "release");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  await page.getByRole("checkbox", { name: `Select ${other}` }).click();
  await expectNoSidewaysScroll(page);
  await expectNoViolation(page, "selection");
  await page.getByRole("button", { name: "Assign…", exact: true }).click();
  const bulk = page.getByRole("dialog", { name: "Assign 1 number" });
  await chooseAgent(bulk, "Front desk");
  await expectNoViolation(page, "bulk assignment");
  await bulk.getByRole("button", { name: "Assign 1" }).click();
  await expect(bulk.getByText("1 of 1 assigned")).toBeVisible();
  await expectNoViolation(page, "bulk assignment done");
});

test("the API reference names every operation, has no violation, and fits 375 pixels", async ({ page, request }) => {
  // On a slow machine, axe takes two minutes for both themes of the longest page.
  test.setTimeout(240_000);
  const { paths } = await (await request.get("/openapi.json")).json();
  await page.goto("/docs");
  for (const item of Object.values<Record<string, { operationId: string; summary: string }>>(paths)) {
    for (const { summary } of Object.values(item)) {
      await expect(page.getByRole("heading", { name: summary, exact: true })).toBeAttached();
    }
  }
  await expectNoViolation(page, "docs");
  await expectNoSidewaysScroll(page);
});
