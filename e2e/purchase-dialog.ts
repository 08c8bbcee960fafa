import { expect, type Locator, type Page } from "@playwright/test";

export const purchaseDialog = (page: Page) => page.getByRole("dialog", { name: "Purchase a number" });
export const numbersForSale = (page: Page) =>
  purchaseDialog(page).getByRole("region", { name: "Available numbers" }).getByRole("listitem");
export const rowForSale = (page: Page, phoneNumber: string) => numbersForSale(page).filter({ hasText: phoneNumber });

export const directory = (page: Page) => page.getByRole("table", { name: "Phone numbers" });
export const rowInDirectory = (page: Page, phoneNumber: string) =>
  directory(page).getByRole("row").filter({ hasText: phoneNumber });

/** Opens the dialog and waits for its automatic search. */
export async function openPurchaseDialog(page: Page) {
  await page.getByRole("button", { name: "Purchase", exact: true }).click();
  await expect(numbersForSale(page).first()).toBeVisible();
}

export async function searchAreaCode(page: Page, areaCode: string) {
  await purchaseDialog(page).getByLabel("Search by area code").fill(areaCode);
  await purchaseDialog(page).getByRole("button", { name: "Search", exact: true }).click();
  await expect(numbersForSale(page).first()).toContainText(`+1${areaCode}`);
}

/** Returns the row's number in E.164. */
export async function numberIn(row: Locator): Promise<string> {
  const text = await row.innerText();
  return /\+1\d{10}/.exec(text.replace(/\s/g, ""))?.[0] ?? "";
}

export async function purchase(page: Page, row: Locator): Promise<string> {
  const phoneNumber = await numberIn(row);
  await row.getByRole("button", { name: `Purchase ${phoneNumber}` }).click();
  await expect(rowForSale(page, phoneNumber).getByRole("button", { name: "Bought" })).toBeVisible();
  return phoneNumber;
}
