import type { Page } from "@playwright/test";
import { addMember, createUser } from "@/prisma/factories";
import { expect, test } from "./fixtures";

// The provider's own pages load a font from the internet.
test.use({ expectedErrors: [/ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION/] });

/** Completes the provider's own pages. */
async function signInThere(page: Page, login: string) {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with Northwind ID" }).click();
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("a member signs in with the organization's provider, and their session says so", async ({
  page,
  newOrganization,
}) => {
  const { id, slug, admin } = await newOrganization();
  await signInThere(page, admin.email);
  await expect(page).toHaveURL(new RegExp(`/${slug}/phone-numbers$`));
  const answer = await page.request.get("/admin/sessions", { headers: { "X-Anyreach-Org": id } });
  expect((await answer.json()).data).toMatchObject([{ method: "oidc", current: true }]);
});

test("somebody whom the provider knows and we do not gets no session, but a sentence", async ({ page }) => {
  for (const login of ["stranger@example.com", "unverified@example.com"]) {
    await page.context().clearCookies();
    await signInThere(page, login);
    await expect(page.getByText("No organization here has invited this account.")).toBeVisible();
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("trunkline-session");
  }
});

test("an address that the provider has not verified lets nobody in as its owner", async ({ page, newOrganization }) => {
  const organization = await newOrganization();
  const member = await createUser({ email: `unverified-${organization.slug}@example.com` });
  await addMember(organization.id, member.id, "admin");
  await signInThere(page, member.email);
  await expect(page.getByText("No organization here has invited this account.")).toBeVisible();
});
