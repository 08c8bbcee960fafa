import type { Page } from "@playwright/test";
import { createAgent, createPhoneNumbers } from "@/prisma/factories";
import { agentsOf, chooseAgent } from "./assignment-dialog";
import { expect, type OwnOrganization, test } from "./fixtures";
import { freshNumbers } from "./fresh-numbers";
import { rowInDirectory } from "./purchase-dialog";

/** Newest first, in display order. */
async function numbersFor({ id }: OwnOrganization, count: number) {
  const numbers = freshNumbers(count);
  await createPhoneNumbers(id, numbers);
  return numbers.reverse();
}

const box = (page: Page, phoneNumber = "") => page.getByRole("checkbox", { name: `Select ${phoneNumber}` });
const bar = (page: Page) => page.getByRole("region", { name: "Selected numbers" });

async function assignByApi({ apiKey }: OwnOrganization, url: string, agentId: string, phoneNumbers: string[]) {
  const answer = await fetch(`${url}/core/agents/${agentId}/versions/1/publish`, {
    method: "POST",
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ phone_numbers: phoneNumbers, direction: "both" }),
  });
  expect(answer.status).toBe(200);
}

test("fifty numbers get an agent at once, and each says that it is done", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization({ plan: "agency" });
  const numbers = await numbersFor(organization, 50);
  await createAgent(organization.id, { name: "Front desk", published: 2 });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);

  await page.getByRole("checkbox", { name: "Select all 50 loaded numbers" }).click();
  await expect(bar(page)).toContainText("50 selected");
  await bar(page).getByRole("button", { name: "Assign…", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Assign 50 numbers" });
  await dialog.getByText("Both", { exact: true }).click();
  await chooseAgent(dialog, "Front desk");
  await expect(dialog.getByText("Front desk v2 will answer and make calls from 50 numbers.")).toBeVisible();
  await dialog.getByRole("button", { name: "Assign 50" }).click();
  await expect(dialog.getByText("50 of 50 assigned")).toBeVisible();
  await expect(dialog.getByRole("list", { name: "Numbers" }).getByText("Done")).toHaveCount(50);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  await expect(bar(page)).toHaveCount(0);
  for (const number of numbers.slice(0, 3)) {
    expect(await agentsOf(page, number)).toEqual(["Front desk v2", "Front desk v2"]);
  }
});

test("Shift takes along the rows between, and Unassign clears one side of those that have an agent there", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const numbers = await numbersFor(organization, 8);
  const one = await createAgent(organization.id, { name: "Front desk" });
  const other = await createAgent(organization.id, { name: "Night shift" });
  await assignByApi(organization, world.url, one.id, numbers.slice(0, 3));
  await assignByApi(organization, world.url, other.id, numbers.slice(3, 5));
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);

  await box(page, numbers[0]).click();
  await box(page, numbers[5]).click({ modifiers: ["Shift"] });
  await expect(bar(page)).toContainText("6 selected");
  await box(page, numbers[0]).click();
  await expect(bar(page)).toContainText("5 selected");
  await bar(page).getByRole("button", { name: "Unassign…" }).click();
  const dialog = page.getByRole("dialog", { name: "Unassign 5 numbers" });
  await dialog.getByText("Outbound", { exact: true }).click();
  await expect(
    dialog.getByText("The outbound agent will be removed from 4 numbers. 1 number has no agent to remove."),
  ).toBeVisible();
  await dialog.getByRole("button", { name: "Unassign 4" }).click();
  await expect(dialog.getByText("4 of 4 unassigned")).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  expect(await agentsOf(page, numbers[0] ?? "")).toEqual(["Front desk v1", "Front desk v1"]);
  expect(await agentsOf(page, numbers[1] ?? "")).toEqual(["Front desk v1", "-"]);
  expect(await agentsOf(page, numbers[4] ?? "")).toEqual(["Night shift v1", "-"]);
});

test("a number that fails says why while the rest goes on, and only it is tried again", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const numbers = await numbersFor(organization, 5);
  const theirs = await createAgent(organization.id, { name: "Night shift" });
  await createAgent(organization.id, { name: "Front desk" });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await page.getByRole("checkbox", { name: /^Select all/ }).click();
  const [contested = ""] = numbers;
  await bar(page).getByRole("button", { name: "Assign…", exact: true }).click();
  await assignByApi(organization, world.url, theirs.id, [contested]);

  const dialog = page.getByRole("dialog", { name: "Assign 5 numbers" });
  await chooseAgent(dialog, "Front desk");
  await dialog.getByRole("button", { name: "Assign 5" }).click();
  await expect(dialog.getByText("4 of 5 assigned, 1 failed")).toBeVisible();
  const first = dialog.getByRole("list", { name: "Numbers" }).getByRole("listitem").first();
  await expect(first).toContainText(contested);
  await expect(first).toContainText("Someone else changed this number's agent. Retry to overwrite it.");
  await dialog.getByRole("button", { name: "Retry 1" }).click();
  await expect(dialog.getByText("5 of 5 assigned")).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  expect(await agentsOf(page, contested)).toEqual(["Front desk v1", "Night shift v1"]);
});

test("what failed stays selected, another filter selects nothing, and a reload leaves no dialog behind", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const numbers = await numbersFor(organization, 3);
  await createAgent(organization.id, { name: "Front desk" });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await page.getByRole("checkbox", { name: /^Select all/ }).click();
  await bar(page).getByRole("button", { name: "Assign…", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Assign 3 numbers" });
  await chooseAgent(dialog, "Front desk");
  await page.route("**/publish", (route) => route.abort());
  await dialog.getByRole("button", { name: "Assign 3" }).click();
  await expect(dialog.getByText("0 of 3 assigned, 3 failed")).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(bar(page)).toContainText("3 selected");

  await page.getByRole("button", { name: "Unassigned" }).click();
  await expect(page).toHaveURL(/unassigned=true/);
  await expect(bar(page)).toHaveCount(0);
  await box(page, numbers[0]).click();
  await bar(page).getByRole("button", { name: "Unassign…" }).click();
  await expect(page).toHaveURL(/bulk=clear/);
  await page.reload();
  await expect(rowInDirectory(page, numbers[0] ?? "")).toBeVisible();
  await expect(page).not.toHaveURL(/bulk=/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the directory narrows to one agent's numbers and to unassigned ones, in its address", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const [held = "", free = ""] = await numbersFor(organization, 2);
  const agent = await createAgent(organization.id, { name: "Front desk" });
  await assignByApi(organization, world.url, agent.id, [held]);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await page.getByRole("button", { name: "Filter by agent: Any agent" }).click();
  await page.getByRole("option", { name: "Front desk" }).click();
  await expect(rowInDirectory(page, free)).toHaveCount(0);
  await expect(rowInDirectory(page, held)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`agent=${agent.id}`));
  await page.reload();
  await expect(page.getByRole("button", { name: "Filter by agent: Front desk" })).toBeVisible();
  await expect(rowInDirectory(page, free)).toHaveCount(0);

  await page.getByRole("button", { name: "Unassigned" }).click();
  await expect(page.getByText("No unassigned number")).toBeVisible();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.getByRole("button", { name: "Unassigned" }).click();
  await expect(rowInDirectory(page, held)).toHaveCount(0);
  await expect(rowInDirectory(page, free)).toBeVisible();
});
