import { createTrunk } from "@/prisma/factories";
import { expect, test } from "./fixtures";

const csv = (...lines: string[]) => ({
  name: "numbers.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["phone_number,trunk,owner", ...lines].join("\r\n")),
});

test("a file with two bad lines is corrected, imported, and its numbers are in the directory", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await createTrunk(organization.id, { name: "Office" });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await page.getByRole("link", { name: "Import" }).first().click();
  await expect(page.getByRole("heading", { name: "Import numbers" })).toBeVisible();

  const file = page.getByLabel("Choose a CSV file, or drop it here");
  await file.setInputFiles(csv("+16285550181,Office,Ann", "6285550182,Office,Ann", "+16285550183,Attic,Ann"));
  await expect(page.getByText("2 lines need fixing. Nothing was imported.")).toBeVisible();
  await expect(page.getByText("Ignored columns: owner.")).toBeVisible();
  const errors = page.getByRole("table", { name: "Errors" }).getByRole("row");
  await expect(errors.nth(1)).toContainText("36285550182This is not a phone number.");
  await expect(errors.nth(2)).toContainText("4AtticNo trunk with this name or ID.");
  await expect(page.getByRole("button", { name: /^Import/ })).toHaveCount(0);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download errors" }).click();
  expect((await download).suggestedFilename()).toBe("import-errors.csv");

  await page.getByRole("button", { name: "Choose another file" }).click();
  await file.setInputFiles(csv("+16285550181,Office,Ann", "+16285550182,Office,Ann", "+16285550183,Office,Ann"));
  await expect(page.getByText("3 numbers ready to import.")).toBeVisible();
  await page.getByRole("button", { name: "Import 3 numbers" }).click();
  await expect(page.getByText("3 numbers imported")).toBeVisible();
  await page.reload();
  await expect(page.getByText("3 numbers imported")).toBeVisible();
  await page.getByRole("button", { name: "Import another file" }).click();
  const others = page.getByRole("table", { name: "Other imports" }).getByRole("row");
  await expect(others.nth(1)).toContainText("numbers.csv");
  await expect(others.nth(1)).toContainText("3 numbers imported");
  await expect(others.nth(2)).toContainText("Checked: 3 new numbers");
  await expect(others.nth(3)).toContainText("2 lines need fixing");
  await page.goBack();
  await expect(page.getByText("3 numbers imported")).toBeVisible();
  await page.getByRole("link", { name: "Go to Phone Numbers" }).click();
  for (const number of ["+16285550181", "+16285550182", "+16285550183"]) {
    await expect(page.getByRole("row").filter({ hasText: number })).toBeVisible();
  }
  await expect(page.getByText("3 of 25 numbers used")).toBeVisible();
});

test("a file beyond the plan's limit, and one that is no such file, are told in a sentence", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization({ limit: 1 });
  const trunk = await createTrunk(organization.id, { name: "Office" });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers/import`);
  const file = page.getByLabel("Choose a CSV file, or drop it here");
  await page.getByRole("combobox", { name: "Trunk" }).selectOption(trunk.id);
  await file.setInputFiles(csv("+16285550184,,", "+16285550185,,"));
  await expect(page.getByText("You have reached the maximum number of phone numbers")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Import/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Choose another file" }).click();
  await file.setInputFiles({ name: "cats.csv", mimeType: "text/csv", buffer: Buffer.from("cat,colour\nTom,grey\n") });
  await expect(page.getByText(/Couldn.t import cats\.csv/)).toBeVisible();
  await expect(page.getByText("The first line must name the columns")).toBeVisible();
});

test("who may only read numbers does not see the import", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await signIn(page, organization.viewer);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await expect(page.getByRole("link", { name: "Import" })).toHaveCount(0);
  await page.goto(`/${organization.slug}/phone-numbers/import`);
  await expect(page.getByText("You don’t have access to importing numbers")).toBeVisible();
});
