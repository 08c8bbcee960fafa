import { expect, type Locator, type Page } from "@playwright/test";
import { rowInDirectory } from "./purchase-dialog";

export const assignmentDialog = (page: Page, phoneNumber: string) => page.getByRole("dialog", { name: phoneNumber });

/** By a click on its row, beside whatever else is in it. */
export async function openNumber(page: Page, phoneNumber: string): Promise<Locator> {
  await rowInDirectory(page, phoneNumber).getByRole("cell").nth(1).click();
  const dialog = assignmentDialog(page, phoneNumber);
  await expect(dialog.getByRole("group", { name: "Inbound Agent" })).toBeVisible();
  return dialog;
}

export const side = (dialog: Locator, name: "Inbound Agent" | "Outbound Agent") => dialog.getByRole("group", { name });

/** Searches the name and takes the first that is found; `None` is there without a search. */
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
/** As its row shows them, under a dialog, too. */
export async function agentsOf(page: Page, phoneNumber: string) {
  const row = page.locator("tr").filter({ hasText: phoneNumber });
  const texts = [await row.locator("td").nth(1).innerText(), await row.locator("td").nth(2).innerText()];
  return texts.map((text) => text.replace(/\s+/g, " "));
}
