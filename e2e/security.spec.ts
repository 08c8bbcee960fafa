import type { Browser, Page } from "@playwright/test";
import { codeAt } from "@/lib/identity/credentials/totp";
import { expect, test } from "./fixtures";

const NEW_PASSWORD = "a heron stands in the shallow water";

async function typeIntoSignIn(page: Page, email: string, password: string) {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs the same user in with a separate browser. */
async function otherBrowser(browser: Browser, url: string, signIn: (page: Page) => Promise<void>) {
  const page = await (await browser.newContext({ baseURL: url })).newPage();
  await signIn(page);
  await page.goto("/account/security");
  await expect(page.getByRole("heading", { name: "Security" })).toBeVisible();
  return page;
}

test("a second factor is turned on, asked for, replaced by a recovery code, and turned off", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const { admin, slug } = await newOrganization();
  await signIn(page, admin);
  await page.goto("/account/security");
  const factor = page.getByRole("region", { name: "Two-factor authentication" });
  await factor.getByRole("button", { name: "Turn on" }).click();
  await page.getByLabel("Your password").fill("wrong");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Incorrect password.")).toBeVisible();
  await page.getByLabel("Your password").fill(admin.password);
  await page.getByRole("button", { name: "Continue" }).click();

  await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  const key = (await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{4})+$/).innerText()).replaceAll(" ", "");
  await page.getByRole("textbox", { name: "Code" }).fill("000000");
  await page.getByRole("button", { name: "Turn on" }).last().click();
  await expect(page.getByText("Incorrect code.")).toBeVisible();
  await page.getByRole("textbox", { name: "Code" }).fill(codeAt(key, new Date()));
  await page.getByRole("button", { name: "Turn on" }).last().click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const [recoveryCode = "", spare = ""] = await codes.allInnerTexts();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(factor.getByText("On. 10 recovery codes are left.")).toBeVisible();

  await page.context().clearCookies();
  await typeIntoSignIn(page, admin.email, admin.password);
  await page.getByRole("textbox", { name: "Code" }).fill("123456");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("That code is incorrect or expired")).toBeVisible();
  await page.getByRole("textbox", { name: "Code" }).fill(recoveryCode);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(new RegExp(`/${slug}/phone-numbers$`));

  await page.goto("/account/security");
  await expect(factor.getByText("On. 9 recovery codes are left.")).toBeVisible();
  await factor.getByRole("button", { name: "Turn off" }).click();
  await page.getByLabel("Your password").fill(admin.password);
  await page.getByRole("textbox", { name: "Code" }).fill(recoveryCode);
  await page.getByRole("button", { name: "Turn off" }).last().click();
  await expect(page.getByText("That code is incorrect or expired")).toBeVisible();
  await page.getByRole("textbox", { name: "Code" }).fill(spare);
  await page.getByRole("button", { name: "Turn off" }).last().click();
  await expect(factor.getByText("Off. Add a second step so a stolen password isn't enough.")).toBeVisible();
});

test("a new password is refused with its reason, then taken, and signs the other browsers out", async ({
  page,
  browser,
  world,
  newOrganization,
  signIn,
}) => {
  const { admin } = await newOrganization();
  await signIn(page, admin);
  const other = await otherBrowser(browser, world.url, (otherPage) => signIn(otherPage, admin));
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByLabel("Current password").fill(admin.password);
  await page.getByLabel("New password").fill("passwordpassword");
  await page.getByRole("button", { name: "Change password" }).last().click();
  await expect(page.getByText("This password is too common.")).toBeVisible();
  await expect(page.getByLabel("Current password")).toHaveValue(admin.password);
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).last().click();
  await expect(page.getByText("Password changed.")).toBeVisible();

  await other.reload();
  await expect(other).toHaveURL(/\/sign-in/);
  await page.context().clearCookies();
  await typeIntoSignIn(page, admin.email, NEW_PASSWORD);
  await expect(page).toHaveURL(/\/phone-numbers$/);
  await other.context().close();
});

test("one browser is signed out from another, then all of them", async ({
  page,
  browser,
  world,
  newOrganization,
  signIn,
}) => {
  const { admin } = await newOrganization();
  await signIn(page, admin);
  const other = await otherBrowser(browser, world.url, (otherPage) => signIn(otherPage, admin));
  await page.goto("/account/security");
  const sessions = page.getByRole("list", { name: "Sessions" }).getByRole("listitem");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: "This browser" })).toHaveCount(1);
  await page.getByRole("button", { name: /^Sign out Chrome/ }).click();
  await expect(sessions).toHaveCount(1);
  await other.reload();
  await expect(other).toHaveURL(/\/sign-in/);

  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto("/account/security");
  await expect(page).toHaveURL(/\/sign-in/);
  await other.context().close();
});
