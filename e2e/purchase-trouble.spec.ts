import { expect, test } from "./fixtures";
import {
  directory,
  numberIn,
  numbersForSale,
  openPurchaseDialog,
  purchase,
  purchaseDialog,
  rowForSale,
  rowInDirectory,
} from "./purchase-dialog";

test("a search that the carrier does not answer can be retried, with nothing lost", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await openPurchaseDialog(page);
  await world.simulator.addFault({ operation: "search", kind: "error_before", status: 503, times: null });
  const field = purchaseDialog(page).getByLabel("Search by area code");
  await field.fill("919");
  await field.press("Enter");
  await expect(purchaseDialog(page).getByText(/Can.t reach the carrier, so numbers can.t be shown/)).toBeVisible();

  await world.simulator.clearFaults();
  await purchaseDialog(page).getByRole("button", { name: "Retry" }).click();
  await expect(numbersForSale(page).first()).toContainText("+1919");
  await expect(field).toHaveValue("919");
  await purchase(page, numbersForSale(page).first());
});

test("a purchase that the carrier refuses to take says that no money moved, and Retry buys", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=615`);
  await expect(numbersForSale(page).first()).toContainText("+1615");
  const phoneNumber = await numberIn(numbersForSale(page).first());
  const row = rowForSale(page, phoneNumber);
  await world.simulator.setAccountStatus("suspended");
  await row.getByRole("button").click();
  await expect(row).toContainText("You have not been charged.");
  const banner = page.getByText(
    "Buying numbers is temporarily unavailable. Existing numbers and calls aren’t affected",
  );
  await expect(banner).toBeVisible();

  await world.simulator.setAccountStatus("active");
  await row.getByRole("button", { name: `Retry ${phoneNumber}` }).click();
  await expect(row.getByText("Bought")).toBeVisible();
  await expect(banner).toHaveCount(0);
});

test("a number that needs documents says so, and there is nothing to retry", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=615`);
  await expect(numbersForSale(page).first()).toContainText("+1615");
  const phoneNumber = await numberIn(numbersForSale(page).first());
  await world.simulator.setRegulatory(phoneNumber, "address");
  const row = rowForSale(page, phoneNumber);
  await row.getByRole("button").click();
  await expect(row.getByText("Documents required")).toBeVisible();
  await expect(row.getByRole("button", { name: /Retry|Purchase/ })).toHaveCount(0);
  await world.simulator.setRegulatory(phoneNumber, null);
});

test("a purchase that takes long goes on without the dialog and after a reload, until the number appears", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=704`);
  await expect(numbersForSale(page).first()).toContainText("+1704");
  const phoneNumber = await numberIn(numbersForSale(page).first());
  await world.simulator.addFault({ operation: "buy", kind: "error_before", status: 503, times: null });
  await rowForSale(page, phoneNumber).getByRole("button").click();
  await expect(rowForSale(page, phoneNumber)).toContainText(
    "Still waiting for the carrier. We'll keep trying and add the number to your directory when it's confirmed.",
  );

  await page.keyboard.press("Escape");
  const underWay = page.getByRole("list", { name: "Purchases in progress" });
  await expect(underWay).toContainText(phoneNumber);
  await expect(page).not.toHaveURL(/purchase/);
  await page.reload();
  await expect(underWay).toContainText(phoneNumber);

  await world.simulator.clearFaults();
  await expect(rowInDirectory(page, phoneNumber)).toHaveAttribute("data-arrival", "settling", { timeout: 25_000 });
  await expect(page.getByText(`You bought ${phoneNumber}`)).toBeVisible();
  await expect(underWay).toBeHidden();
  await expect(page.getByText("1 of 25 numbers used")).toBeVisible();
});

test("a purchase that takes long and then fails says so, and its place in the plan is free again", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=801`);
  await expect(numbersForSale(page).first()).toContainText("+1801");
  const phoneNumber = await numberIn(numbersForSale(page).first());
  await world.simulator.addFault({ operation: "buy", kind: "error_before", status: 503, times: null });
  await rowForSale(page, phoneNumber).getByRole("button").click();
  await expect(rowForSale(page, phoneNumber)).toContainText("Still waiting for the carrier.");

  await world.simulator.takeNumber(phoneNumber);
  await world.simulator.clearFaults();
  await expect(rowForSale(page, phoneNumber).getByText("Just taken")).toBeVisible({ timeout: 25_000 });
  await expect(page.getByText(`Couldn't buy ${phoneNumber}`)).toBeVisible();
  await expect(purchaseDialog(page).getByText("0 of 25 numbers used")).toBeVisible();
});

test("a purchase whose dialog is closed at once is shown under way, and its refusal is told", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=509`);
  await expect(numbersForSale(page).first()).toContainText("+1509");
  const phoneNumber = await numberIn(numbersForSale(page).first());
  await world.simulator.takeNumber(phoneNumber);
  let send = () => {};
  const closed = new Promise<void>((resolve) => {
    send = resolve;
  });
  await page.route("**/purchase-number", async (route) => {
    await closed;
    await route.continue();
  });
  await rowForSale(page, phoneNumber).getByRole("button").click();
  await page.keyboard.press("Escape");
  const underWay = page.getByRole("list", { name: "Purchases in progress" });
  await expect(underWay).toContainText(phoneNumber);
  send();
  await expect(page.getByText(`Couldn't buy ${phoneNumber}`)).toBeVisible();
  await expect(underWay).toBeHidden();
});

test("a purchase whose answer is lost on the way is asked again under the same key, and buys once", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=503`);
  await expect(numbersForSale(page).first()).toContainText("+1503");
  const keys: (string | undefined)[] = [];
  await page.route("**/purchase-number", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  });
  const phoneNumber = await purchase(page, numbersForSale(page).first());
  expect(keys).toEqual([expect.stringMatching(/^.{16,}$/), keys[0]]);
  const { times_bought } = await world.simulator.state();
  expect(times_bought[phoneNumber]).toBe(1);
});

test("without a connection the row says so, and Retry finishes the order", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=505`);
  await expect(numbersForSale(page).first()).toContainText("+1505");
  const row = numbersForSale(page).first();
  await page.route("**/purchase-number", (route) => route.abort("connectionrefused"));
  await row.getByRole("button").click();
  await expect(row).toContainText("Retrying won't buy the number twice.", { timeout: 15_000 });
  await page.unroute("**/purchase-number");
  await row.getByRole("button", { name: /^Retry/ }).click();
  await expect(row.getByText("Bought")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(directory(page).getByRole("row")).toHaveCount(2);
});
