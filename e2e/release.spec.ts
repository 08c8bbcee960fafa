import { readFile } from "node:fs/promises";
import { createAgent, createPhoneNumbers } from "@/prisma/factories";
import { openNumber } from "./assignment-dialog";
import { buyByApi } from "./buy-by-api";
import { expect, test } from "./fixtures";
import { freshNumbers } from "./fresh-numbers";
import { rowInDirectory } from "./purchase-dialog";

test("a bought number is released once its number is typed, shows until when, and comes back by Undo", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await buyByApi(organization, world);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  const number = await openNumber(page, phoneNumber);
  await number.getByRole("button", { name: "Release…" }).click();

  const dialog = page.getByRole("dialog", { name: `Release ${phoneNumber}` });
  await expect(dialog).toContainText("You can undo this for 7 days, and its agents come back.");
  await expect(dialog).toContainText("Twilio holds it for another 10 days");
  const release = dialog.getByRole("button", { name: "Release number" });
  await expect(release).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("textbox").fill("+1415");
  await expect(release).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(number).toBeVisible();

  await number.getByRole("button", { name: "Release…" }).click();
  await dialog.getByRole("textbox").fill(phoneNumber);
  await release.click();
  await expect(dialog).toBeHidden();
  const row = rowInDirectory(page, phoneNumber);
  await expect(row).toContainText("Releases ");
  await expect(page.getByText(`${phoneNumber} will be released on`)).toBeVisible();
  const shareable = row.getByRole("switch", { name: `Shareable: ${phoneNumber}` });
  await expect(shareable).toHaveAttribute("aria-disabled", "true");
  await expect(shareable).toHaveAccessibleDescription("Undo the release to change this. The number keeps its setting.");
  await row.getByRole("button", { name: `Undo the release of ${phoneNumber}` }).click();
  await expect(row).not.toContainText("Releases ");
  await expect(page.getByText(`${phoneNumber} is active again`)).toBeVisible();
  await page.reload();
  await expect(row).not.toContainText("Releases ");
});

test("Undo in the toast of a release gives the number its agents back, and says which", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await buyByApi(organization, world);
  const agent = await createAgent(organization.id, { name: "Front desk", published: 1 });
  const assigned = await fetch(`${world.url}/core/agents/${agent.id}/versions/1/publish`, {
    method: "POST",
    headers: { Authorization: `Bearer ${organization.apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ phone_numbers: [phoneNumber], direction: "both" }),
  });
  expect(assigned.status).toBe(200);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  const number = await openNumber(page, phoneNumber);
  await number.getByRole("button", { name: "Release…" }).click();
  const dialog = page.getByRole("dialog", { name: `Release ${phoneNumber}` });
  await dialog.getByRole("textbox").fill(phoneNumber);
  await dialog.getByRole("button", { name: "Release number" }).click();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  const toast = page.getByRole("listitem").filter({ hasText: `${phoneNumber} is active again` });
  await expect(toast).toContainText("Inbound: Front desk v1. Outbound: Front desk v1.");
  for (const side of [1, 2]) {
    await expect(rowInDirectory(page, phoneNumber).getByRole("cell").nth(side)).toContainText("Front desk");
  }
});

test("a number that is being released can be assigned to nobody, and its dialog leads back", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await buyByApi(organization, world);
  const answer = await fetch(`${world.url}/core/phone-numbers/${phoneNumber}`, {
    method: "DELETE",
    headers: { Authorization: `Bearer ${organization.apiKey}` },
  });
  expect(answer.status).toBe(202);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  const dialog = await openNumber(page, phoneNumber);
  await expect(dialog).toContainText("Not in service.");
  await expect(dialog.getByRole("button", { name: /^Agent:/ })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Undo release" }).click();
  await expect(dialog.getByRole("button", { name: /^Agent:/ })).toHaveCount(2);
});

test("an imported number leaves the directory at once", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  const [phoneNumber = ""] = freshNumbers(1);
  await createPhoneNumbers(organization.id, [phoneNumber]);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  const number = await openNumber(page, phoneNumber);
  await number.getByRole("button", { name: "Remove…" }).click();
  const dialog = page.getByRole("dialog", { name: `Remove ${phoneNumber}` });
  await expect(dialog).toContainText("This removes the number and its agent assignments");
  await dialog.getByRole("textbox").fill(phoneNumber);
  await dialog.getByRole("button", { name: "Remove number" }).click();
  await expect(page.getByText(`${phoneNumber} removed`)).toBeVisible();
  await expect(page.getByText("No phone numbers yet")).toBeVisible();
  await expect(page.getByText("0 of 25 numbers used")).toBeVisible();
});

test("the numbers of the filter are exported as a file", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await createPhoneNumbers(organization.id, ["+12195550111", "+12195550112", "+12195550121"]);
  await signIn(page, organization.viewer);
  await page.goto(`/${organization.slug}/phone-numbers?q=219555011`);
  await expect(rowInDirectory(page, "+12195550112")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`${organization.slug}-phone-numbers.csv`);
  const text = await readFile(await file.path(), "utf8");
  expect(text).toContain("+12195550111");
  expect(text).toContain("+12195550112");
  expect(text).not.toContain("+12195550121");
});
