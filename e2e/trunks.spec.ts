import type { Page } from "@playwright/test";
import { createPhoneNumbers, createTrunk } from "@/prisma/factories";
import { expect, test } from "./fixtures";

const dialog = (page: Page) => page.getByRole("dialog");
const row = (page: Page, name: string) => page.getByRole("table", { name: "Trunks" }).getByRole("row", { name });

test("a trunk is created, edited with its password kept, and deleted", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await page.getByRole("link", { name: "Trunks", exact: true }).click();
  await expect(page.getByRole("heading", { name: "No trunks yet" })).toBeVisible();
  await page.getByRole("button", { name: "Create trunk" }).last().click();
  await expect(page).toHaveURL(/\?new/);

  await dialog(page).getByRole("button", { name: "Create trunk" }).click();
  await expect(dialog(page).getByText("Enter a name for the trunk.")).toBeVisible();
  await dialog(page).getByLabel("Name", { exact: true }).fill("Office PBX");
  await dialog(page).getByLabel("Allowed addresses").fill("198.51.100.0/24");
  await dialog(page).getByLabel("Allow outbound calls").click();
  await dialog(page).getByLabel("Address", { exact: true }).fill("10.0.0.5:5060");
  const outgoing = dialog(page).getByRole("group", { name: "Outgoing calls" });
  await dialog(page).getByRole("button", { name: "Create trunk" }).click();
  await expect(outgoing.getByText("Enter a username: at most 128 ASCII characters, without spaces.")).toBeVisible();
  await expect(outgoing.getByText("Enter a password.")).toBeVisible();
  await expect(outgoing.getByLabel("Username")).toBeFocused();
  await outgoing.getByLabel("Username").fill("desk");
  await outgoing.getByLabel("Password").fill("correct horse");
  await dialog(page).getByRole("button", { name: "Create trunk" }).click();
  await expect(dialog(page).getByText("This address is private. Use a public one.")).toBeVisible();
  await expect(dialog(page).getByLabel("Address", { exact: true })).toBeFocused();
  await dialog(page).getByLabel("Address", { exact: true }).fill("54.172.60.0:5060");
  await dialog(page).getByRole("button", { name: "Create trunk" }).click();
  await expect(row(page, "Office PBX")).toContainText("54.172.60.0:5060, UDP");
  await expect(dialog(page)).toHaveCount(0);

  await page.getByRole("button", { name: "Edit Office PBX" }).click();
  await page.reload();
  await expect(dialog(page).getByLabel("Allowed addresses")).toHaveValue("198.51.100.0/24");
  await expect(outgoing.getByLabel("Password")).toHaveValue("");
  await expect(outgoing.getByText("Leave blank to keep the current password.")).toBeVisible();
  await dialog(page).getByLabel("Name", { exact: true }).fill("Head office");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await expect(row(page, "Head office")).toContainText("54.172.60.0:5060, UDP");

  await page.getByRole("button", { name: "Edit Head office" }).click();
  await outgoing.getByLabel("Transport").selectOption("TLS");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await expect(dialog(page).getByText("Re-enter the password when the address")).toBeVisible();
  await outgoing.getByLabel("Password").fill("correct horse");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await expect(row(page, "Head office")).toContainText("54.172.60.0:5060, TLS");

  await page.getByRole("button", { name: "Edit Head office" }).click();
  await dialog(page).getByLabel("Address", { exact: true }).fill("54.172.60.1:5060");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await expect(dialog(page).getByText("Re-enter the password when the address")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Delete Head office" }).click();
  await expect(dialog(page)).toContainText("permanently deletes the trunk");
  await dialog(page).getByRole("button", { name: "Delete trunk" }).click();
  await expect(page.getByRole("heading", { name: "No trunks yet" })).toBeVisible();
});

test("managed trunks are read-only, a trunk with numbers stays, and a viewer changes nothing", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  await signIn(page, world.admin);
  await page.goto(`/${world.organization.slug}/trunks`);
  await expect(row(page, "Managed")).toBeVisible();
  await expect(row(page, "Managed").getByRole("button")).toHaveCount(0);

  const organization = await newOrganization();
  await createPhoneNumbers(organization.id, ["+16285550171", "+16285550172"]);
  await page.context().clearCookies();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/trunks`);
  await expect(row(page, "Office trunk")).toContainText("2");
  await page.getByRole("button", { name: "Delete Office trunk" }).click();
  await dialog(page).getByRole("button", { name: "Delete trunk" }).click();
  await expect(dialog(page).getByText("2 phone numbers are still on this trunk.")).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, organization.viewer);
  await page.goto(`/${organization.slug}/trunks?new`);
  await expect(row(page, "Office trunk")).toBeVisible();
  await expect(page.getByRole("button", { name: /Create trunk|Edit|Delete/ })).toHaveCount(0);
  await expect(dialog(page)).toHaveCount(0);
});

test("an edit overwrites nobody unasked: the newer values are a click away, and so is keeping one's own", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const trunk = await createTrunk(organization.id, { name: "Office" });
  const renameElsewhere = async (name: string) => {
    const answer = await fetch(`${world.url}/core/trunks/${trunk.id}`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${organization.apiKey}`, "Content-Type": "application/json" },
      body: JSON.stringify({ name }),
    });
    expect(answer.status).toBe(200);
  };
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/trunks?edit=${trunk.id}`);
  const dialog = page.getByRole("dialog");
  const name = dialog.getByRole("textbox", { name: "Name", exact: true }).first();
  await name.fill("Office Berlin");
  await renameElsewhere("Head office");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText(
    "Someone else changed this in the meantime, so nothing was saved.",
  );
  await expect(dialog.getByRole("button", { name: "Show the newer values" })).toBeInViewport({ ratio: 1 });
  await expect(name).toHaveValue("Office Berlin");
  await dialog.getByRole("button", { name: "Show the newer values" }).click();
  await expect(name).toHaveValue("Head office");
  await name.fill("Office Berlin");
  await renameElsewhere("Headquarters");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await dialog.getByRole("button", { name: "Save mine instead" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: "Office Berlin" })).toBeVisible();
});

test("a dialog that a link opened closes on its page, whatever Back has closed before", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/agents`);
  await page.getByRole("button", { name: "Create agent" }).first().click();
  await expect(dialog(page)).toBeVisible();
  await page.goBack();
  await expect(dialog(page)).toHaveCount(0);
  await page.getByRole("link", { name: "Phone Numbers", exact: true }).click();
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await page.getByRole("link", { name: "Create a trunk" }).click();
  await dialog(page).getByLabel("Name", { exact: true }).fill("Office PBX");
  await dialog(page).getByRole("button", { name: "Create trunk" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(row(page, "Office PBX")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/${organization.slug}/trunks$`));
});
