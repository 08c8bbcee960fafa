import { expect, test } from "./fixtures";
import {
  directory,
  numberIn,
  numbersForSale,
  openPurchaseDialog,
  purchase,
  purchaseDialog,
  rowForSale,
  rowInDirectory,
  searchAreaCode,
} from "./purchase-dialog";

test("one click beside a number of area code 415 buys it, on a trunk, highlighted in the directory", async ({
  page,
  request,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization({ plan: "smb" });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await expect(page.getByText("0 of 25 numbers used")).toBeVisible();

  await openPurchaseDialog(page);
  await expect(purchaseDialog(page).getByLabel("Search by area code")).toBeFocused();
  await searchAreaCode(page, "415");
  const row = numbersForSale(page).first();
  await expect(row).toContainText(/[A-Z][\w ]+, CA \d{5}.*Voice.*\$\d+\.\d\d.*a month/s);
  const phoneNumber = await purchase(page, row);

  await page.keyboard.press("Escape");
  await expect(purchaseDialog(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Purchase", exact: true })).toBeFocused();
  await expect(rowInDirectory(page, phoneNumber)).toHaveAttribute("data-arrival", "settling");
  await expect(page.getByText("1 of 25 numbers used")).toBeVisible();
  await expect(page.getByText(`You bought ${phoneNumber}`)).toBeVisible();
  await expect(rowInDirectory(page, phoneNumber)).not.toHaveAttribute("data-arrival");

  const answer = await request.get(`/core/phone-numbers/${phoneNumber}`, {
    headers: { Authorization: `Bearer ${organization.apiKey}` },
  });
  expect(await answer.json()).toMatchObject({
    phone_number: phoneNumber,
    trunk_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test("a number can be bought with the keyboard alone", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  const opener = page.getByRole("button", { name: "Purchase", exact: true });
  const tabTo = (target: ReturnType<typeof page.getByRole>) =>
    expect(async () => {
      await page.keyboard.press("Tab");
      await expect(target).toBeFocused({ timeout: 50 });
    }).toPass();

  await tabTo(opener);
  await page.keyboard.press("Enter");
  await page.keyboard.type("628");
  await page.keyboard.press("Enter");
  const row = numbersForSale(page).first();
  await expect(row).toContainText("+1628");
  const phoneNumber = await numberIn(row);
  await tabTo(row.getByRole("button"));
  await page.keyboard.press("Enter");
  await expect(row.getByRole("button", { name: `Bought ${phoneNumber}` })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await expect(rowInDirectory(page, phoneNumber)).toBeVisible();
});

test("several numbers can be bought at once, each with its own state", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=312`);
  await expect(numbersForSale(page).first()).toContainText("+1312");
  const numbers = await Promise.all([0, 1, 2].map((index) => numberIn(numbersForSale(page).nth(index))));
  await world.simulator.addFault({ operation: "buy", kind: "latency", latency_ms: 4_000, times: 3 });

  for (const number of numbers) await rowForSale(page, number).getByRole("button").click();
  for (const number of numbers) await expect(rowForSale(page, number).getByText("Buying…")).toBeVisible();
  for (const number of numbers) await expect(rowForSale(page, number).getByText("Bought")).toBeVisible();
  await expect(purchaseDialog(page).getByText("3 of 25 numbers used")).toBeVisible();
});

test("a number that is gone is marked, and the others can still be bought", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=206`);
  await expect(numbersForSale(page).first()).toContainText("+1206");
  const gone = await numberIn(numbersForSale(page).first());
  const other = numbersForSale(page).nth(1);
  await world.simulator.takeNumber(gone);

  await rowForSale(page, gone).getByRole("button").click();
  await expect(rowForSale(page, gone).getByText("Just taken")).toBeVisible();
  await expect(numbersForSale(page).first()).toContainText(gone);
  await purchase(page, other);
  await expect(purchaseDialog(page).getByText("1 of 25 numbers used")).toBeVisible();
});

test("at the plan's limit the documented sentence takes the place of the buttons", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization({ plan: "free" });
  const sentence = "You have reached the maximum number of phone numbers for your organization.";
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=512`);
  await expect(numbersForSale(page).first()).toContainText("+1512");
  const phoneNumber = await purchase(page, numbersForSale(page).first());

  await expect(purchaseDialog(page).getByText(sentence)).toBeVisible();
  await expect(purchaseDialog(page).getByRole("button", { name: /^Purchase/ })).toHaveCount(0);
  await expect(rowForSale(page, phoneNumber).getByText("Bought")).toBeVisible();

  await page.reload();
  await expect(numbersForSale(page).first()).toContainText("+1512");
  await expect(purchaseDialog(page).getByText(sentence)).toBeVisible();
  await expect(purchaseDialog(page).getByRole("button", { name: /^Purchase/ })).toHaveCount(0);
});

test("a limit that another tab used up is said when the purchase is refused", async ({
  page,
  request,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization({ plan: "free" });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=503`);
  await expect(numbersForSale(page).first()).toContainText("+1503");
  const bought = await request.post("/core/managed-accounts/default/purchase-number", {
    headers: { Authorization: `Bearer ${organization.apiKey}` },
    data: { phone_number: await numberIn(numbersForSale(page).nth(3)) },
  });
  expect(bought.status()).toBe(201);

  await numbersForSale(page).first().getByRole("button").click();
  await expect(
    purchaseDialog(page).getByText("You have reached the maximum number of phone numbers for your organization."),
  ).toBeVisible();
  await expect(purchaseDialog(page).getByRole("button", { name: /^Purchase/ })).toHaveCount(0);
});

test("a changed price is shown and asked for again", async ({ page, world, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers?purchase=720`);
  const row = numbersForSale(page).first();
  await expect(row).toContainText("$1.15");
  const phoneNumber = await numberIn(row);
  await world.simulator.setPrices({ local: "1.30" });
  try {
    await row.getByRole("button").click();
    await expect(row).toContainText("The price changed from $1.15 to $1.30 a month. You have not been charged.");
    await row.getByRole("button", { name: `Buy at $1.30 ${phoneNumber}` }).click();
    await expect(row.getByText("Bought")).toBeVisible();
  } finally {
    await world.simulator.setPrices({ local: "1.15" });
  }
});

test("an area code without numbers leads to the nearest ones that have some", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await world.simulator.setAreaCodeEmpty(212, true);
  try {
    await signIn(page, organization.admin);
    await page.goto(`/${organization.slug}/phone-numbers?purchase=212`);
    await expect(purchaseDialog(page).getByText("No numbers available in 212")).toBeVisible();
    await purchaseDialog(page).getByRole("button", { name: "646 New York, NY" }).click();
    await expect(numbersForSale(page).first()).toContainText("+1646");
    await expect(purchaseDialog(page).getByLabel("Search by area code")).toHaveValue("646");
    await expect(page).toHaveURL(/purchase=646/);
  } finally {
    await world.simulator.setAreaCodeEmpty(212, false);
  }
});

test("a text that is no area code gets its own sentence and stays in the field", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await openPurchaseDialog(page);
  const field = purchaseDialog(page).getByLabel("Search by area code");
  await field.fill("41");
  await field.press("Enter");
  await expect(purchaseDialog(page).getByText("Enter a 3-digit area code, for example 415.")).toBeVisible();
  await expect(field).toHaveValue("41");
  await expect(field).toHaveAttribute("aria-invalid", "true");
});

test("toll-free numbers can be bought too", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await openPurchaseDialog(page);
  await purchaseDialog(page).getByText("Toll-free", { exact: true }).click();
  await expect(numbersForSale(page).first()).toContainText(/\+18\d\d.*Toll-free/s);
  const phoneNumber = await purchase(page, numbersForSale(page).first());
  await page.keyboard.press("Escape");
  await expect(rowInDirectory(page, phoneNumber)).toContainText("Toll-free");
});

test("the open dialog has an address: reload and back work", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await openPurchaseDialog(page);
  await searchAreaCode(page, "303");
  await page.reload();
  await expect(numbersForSale(page).first()).toContainText("+1303");
  await page.goBack();
  await expect(purchaseDialog(page)).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/${organization.slug}/phone-numbers$`));
  await page.goForward();
  await expect(numbersForSale(page).first()).toContainText("+1303");
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/purchase/);
  await expect(directory(page).or(page.getByText("No phone numbers yet"))).toBeVisible();
});
