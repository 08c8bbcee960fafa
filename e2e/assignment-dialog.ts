import { expect, type Locator, type Page } from "@playwright/test";
import { rowInDirectory } from "./purchase-dialog";

export const assignmentDialog = (page: Page, phoneNumber: string) => page.getByRole("dialog", { name: phoneNumber });

/** Clicks the row beside its controls. */
export async function openNumber(page: Page, phoneNumber: string): Promise<Locator> {
  await rowInDirectory(page, phoneNumber).getByRole("cell").nth(1).click();
  const dialog = assignmentDialog(page, phoneNumber);
  await expect(dialog.getByRole("group", { name: "Inbound Agent" })).toBeVisible();
  return dialog;
}

export const side = (dialog: Locator, name: "Inbound Agent" | "Outbound Agent") => dialog.getByRole("group", { name });

/** Searches by name and picks the first result; `None` is available without a search. */
export async function chooseAgent(within: Locator, name: string) {
  const page = within.page();
  await within.getByRole("button", { name: /^Agent:/ }).click();
  const list = page.getByRole("dialog", { name: "Agent", exact: true });
  if (name !== "None") await list.getByRole("combobox").fill(name);
  await list.getByRole("option", { name }).first().click();
  await expect(list).toBeHidden();
}

export const chooseVersion = (within: Locator, option: string) => within.getByLabel("Version").selectOption(option);

export const save = (dialog: Locator) => dialog.getByRole("button", { name: "Save" }).click();
/** Reads the row, also while a dialog covers it. */
export async function agentsOf(page: Page, phoneNumber: string) {
  const row = page.locator("tr").filter({ hasText: phoneNumber });
  const texts = [await row.locator("td").nth(1).innerText(), await row.locator("td").nth(2).innerText()];
  return texts.map((text) => text.replace(/\s+/g, " "));
}
