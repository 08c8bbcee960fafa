import { expect, test } from "./fixtures";
import { numbersForSale, purchaseDialog } from "./purchase-dialog";

test("a slow carrier is said to be asked still, with the skeletons in place, until the numbers come", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await world.simulator.addFault({ operation: "search", kind: "rate_limit", retry_after: 2.7 });
  await page.getByRole("button", { name: "Purchase", exact: true }).click();
  const dialog = purchaseDialog(page);
  await expect(dialog.getByRole("status").filter({ hasText: "Still asking the carrier…" })).toBeAttached();
  await expect(dialog.getByText("Still asking the carrier…").last()).toBeVisible();
  await expect(dialog.getByRole("region", { name: "Available numbers" })).toHaveAttribute("aria-busy", "true");
  await expect(numbersForSale(page).first()).toContainText("+1");
  await expect(dialog.getByText("Still asking the carrier…")).toHaveCount(0);
});

test("an area code of the other kind of number leads to that kind with one click", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=800`);
  const dialog = purchaseDialog(page);
  await expect(dialog.getByText("800 is a toll-free code")).toBeVisible();
  await dialog.getByRole("button", { name: "Choose Toll-free" }).click();
  await expect(numbersForSale(page).first()).toContainText("+1800");
  await expect(page).toHaveURL(/purchase=800.*type=toll_free/);

  await page.goto(`/${organization.slug}/phone-numbers?purchase=415&type=toll_free`);
  await expect(dialog.getByText("415 is a local area code")).toBeVisible();
  await dialog.getByRole("button", { name: "628 San Francisco, CA" }).click();
  await expect(numbersForSale(page).first()).toContainText("+1628");
  await expect(dialog.getByLabel("Search by area code")).toHaveValue("628");
});

test("a new area code is searched as any other", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=621`);
  await expect(numbersForSale(page).first()).toContainText("+1621");
});
