import { addMember, createOrganization, createPhoneNumbers, createUser } from "@/prisma/factories";
import { expect, test } from "./fixtures";
import { rowInDirectory } from "./purchase-dialog";

test("a wrong password gets one sentence and keeps the e-mail; the right one comes back to the page", async ({
  page,
  world,
}) => {
  const path = `/${world.organization.slug}/phone-numbers?q=555`;
  await page.goto(path);
  await expect(page).toHaveURL(/\/sign-in\?from=/);
  await page.getByLabel("Email").fill(world.admin.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Incorrect email or password.")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(world.admin.email);

  await page.getByLabel("Password").fill(world.admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(path);
  await expect(page.getByRole("heading", { name: "Phone Numbers" })).toBeVisible();
});

test("signing out ends the session", async ({ page, world, signIn }) => {
  await signIn(page, world.admin);
  await page.goto("/");
  await expect(page).toHaveURL(`/${world.organization.slug}/phone-numbers`);
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto(`/${world.organization.slug}/phone-numbers`);
  await expect(page).toHaveURL(/\/sign-in\?from=/);
});

test("a sign-in link that names another site does not lead there", async ({ page, world }) => {
  await page.goto("/sign-in?from=//elsewhere.example/");
  await page.getByLabel("Email").fill(world.admin.email);
  await page.getByLabel("Password").fill(world.admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${world.url}/${world.organization.slug}/phone-numbers`);
});

test("the organization switcher changes to another organization's numbers", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const first = await newOrganization({ name: "Alder Clinic" });
  const second = await createOrganization({ name: "Birch Hotels", plan: "agency" });
  const person = await createUser();
  await addMember(first.id, person.id, "admin");
  await addMember(second.id, person.id, "viewer");
  await createPhoneNumbers(second.id, ["+12025550110"]);
  await signIn(page, person);
  await page.goto("/");
  await expect(page).toHaveURL(`/${first.slug}/phone-numbers`);

  await page.getByRole("button", { name: "Organization: Alder Clinic, SMB plan" }).click();
  await page.getByRole("menuitem", { name: "Birch Hotels Agency plan" }).click();
  await expect(page).toHaveURL(`/${second.slug}/phone-numbers`);
  await expect(rowInDirectory(page, "+12025550110")).toBeVisible();
  await expect(page.getByText("1 of 250 numbers used")).toBeVisible();
  await expect(page.getByRole("button", { name: "Purchase" })).toHaveCount(0);
});

test("another organization's page is not found", async ({ page, world, newOrganization, signIn, expectedErrors }) => {
  expectedErrors.push(/404/);
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  const answer = await page.goto(`/${world.second_organization.organization.slug}/phone-numbers`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});

test("the theme is the system's until one is chosen, and the choice stays", async ({ page, world, signIn }) => {
  const html = page.locator("html");
  await page.emulateMedia({ colorScheme: "dark" });
  await signIn(page, world.admin);
  await page.goto(`/${world.organization.slug}/phone-numbers`);
  await expect(html).toHaveClass(/(^| )dark( |$)/);
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitemradio", { name: "Light" }).click();
  await expect(html).not.toHaveClass(/(^| )dark( |$)/);
  await page.reload();
  await expect(html).not.toHaveClass(/(^| )dark( |$)/);
});
