import type { Request } from "@playwright/test";
import { system } from "@/lib/platform/db/system";
import { createAgent, createPhoneNumbers } from "@/prisma/factories";
import { agentsOf, assignmentDialog, chooseAgent, chooseVersion, openNumber, save, side } from "./assignment-dialog";
import { expect, type OwnOrganization, test } from "./fixtures";
import { freshNumbers } from "./fresh-numbers";
import { rowInDirectory } from "./purchase-dialog";

const numberFor = async ({ id }: OwnOrganization) => {
  const [phoneNumber = ""] = freshNumbers(1);
  await createPhoneNumbers(id, [phoneNumber]);
  return phoneNumber;
};

const isPublish = (request: Request) => request.method() === "POST" && request.url().endsWith("/publish");

/** Simulates another admin's change. */
async function assignElsewhere(
  { apiKey }: OwnOrganization,
  url: string,
  agent: { id: string },
  body: { phone_numbers: string[]; direction: "inbound" | "outbound" | "both" },
) {
  const answer = await fetch(`${url}/core/agents/${agent.id}/versions/1/publish`, {
    method: "POST",
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

test("both sides get an agent, in one request when it is the same, and the row shows it at once", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await numberFor(organization);
  await createAgent(organization.id, { name: "Front desk", published: 4 });
  await createAgent(organization.id, { name: "Outbound sales", published: 2 });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);

  const dialog = await openNumber(page, phoneNumber);
  await expect(page).toHaveURL(new RegExp(`number=${encodeURIComponent(phoneNumber)}`));
  await expect(dialog.getByRole("button", { name: "Save" })).toHaveAttribute("aria-disabled", "true");
  await chooseAgent(side(dialog, "Inbound Agent"), "Front desk");
  await chooseAgent(side(dialog, "Outbound Agent"), "Outbound sales");
  await expect(dialog.getByRole("status", { name: "Changes" })).toContainText("Front desk v4");
  await expect(dialog.getByRole("status", { name: "Changes" })).toContainText("Outbound sales v2");
  await save(dialog);
  await expect(dialog).toBeHidden();
  await expect.poll(() => agentsOf(page, phoneNumber)).toEqual(["Front desk v4", "Outbound sales v2"]);
  await expect(page).not.toHaveURL(/number=/);

  const again = await openNumber(page, phoneNumber);
  await chooseAgent(side(again, "Inbound Agent"), "Front desk");
  await chooseVersion(side(again, "Inbound Agent"), "v2 (published)");
  await chooseAgent(side(again, "Outbound Agent"), "Front desk");
  await chooseVersion(side(again, "Outbound Agent"), "v2 (published)");
  const sent: string[] = [];
  page.on("request", (request) => isPublish(request) && sent.push(request.postData() ?? ""));
  await save(again);
  await expect.poll(() => agentsOf(page, phoneNumber)).toEqual(["Front desk v2", "Front desk v2"]);
  expect(sent.map((body) => JSON.parse(body).direction)).toEqual(["both"]);
});

test("None clears one side, and the other is not even sent", async ({ page, world, newOrganization, signIn }) => {
  const organization = await newOrganization();
  const phoneNumber = await numberFor(organization);
  const agent = await createAgent(organization.id);
  await assignElsewhere(organization, world.url, agent, { phone_numbers: [phoneNumber], direction: "both" });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);

  const dialog = await openNumber(page, phoneNumber);
  await chooseAgent(side(dialog, "Inbound Agent"), "None");
  await expect(side(dialog, "Inbound Agent").getByLabel("Version")).toHaveCount(0);
  const request = page.waitForRequest(isPublish);
  await save(dialog);
  expect((await request).postDataJSON()).toEqual({
    unassign_phone_numbers: [phoneNumber],
    direction: "inbound",
    expected: [{ phone_number: phoneNumber, inbound_agent_version_id: agent.versions[0]?.id }],
  });
  await expect.poll(() => agentsOf(page, phoneNumber)).toEqual(["-", "Front desk v1"]);
});

test("a draft is marked, said to be published by saving, and is", async ({
  page,
  request,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await numberFor(organization);
  const agent = await createAgent(organization.id, { name: "Billing", published: 1, draft: true });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);

  const dialog = await openNumber(page, phoneNumber);
  const inbound = side(dialog, "Inbound Agent");
  await chooseAgent(inbound, "Billing");
  await expect(inbound.getByLabel("Version").getByRole("option")).toHaveText(["v2 (draft)", "v1 (published)"]);
  await expect(inbound.getByText("is a draft")).toHaveCount(0);
  await chooseVersion(inbound, "v2 (draft)");
  await expect(inbound.getByText("v2 is a draft. Saving publishes it")).toBeVisible();
  await save(dialog);
  await expect.poll(() => agentsOf(page, phoneNumber)).toEqual(["Billing v2", "-"]);
  const version = await request.get(`/core/agents/${agent.id}/versions/2`, {
    headers: { Authorization: `Bearer ${organization.apiKey}` },
  });
  expect(await version.json()).toMatchObject({ published: true });
});

test("somebody else's change is told, not overwritten, until it is chosen to be", async ({
  page,
  world,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await numberFor(organization);
  await createAgent(organization.id, { name: "Front desk" });
  const theirs = await createAgent(organization.id, { name: "Night shift" });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);

  const dialog = await openNumber(page, phoneNumber);
  const inbound = side(dialog, "Inbound Agent");
  await chooseAgent(inbound, "Front desk");
  await assignElsewhere(organization, world.url, theirs, { phone_numbers: [phoneNumber], direction: "inbound" });
  await save(dialog);
  await expect(dialog.getByText("Nothing was saved. Someone else changed this number")).toBeVisible();
  await expect(inbound.getByText("Someone changed this to Night shift v1 while you were editing.")).toBeVisible();
  await expect(inbound.getByRole("button", { name: "Agent: Front desk" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Save" })).toHaveAttribute("aria-disabled", "true");
  expect(await agentsOf(page, phoneNumber)).toEqual(["Night shift v1", "-"]);

  await inbound.getByRole("button", { name: "Use mine" }).click();
  await save(dialog);
  await expect.poll(() => agentsOf(page, phoneNumber)).toEqual(["Front desk v1", "-"]);
});

test("when only one of two sides could be saved, it says which, and saving again does the rest", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await numberFor(organization);
  await createAgent(organization.id, { name: "Front desk" });
  const sales = await createAgent(organization.id, { name: "Outbound sales" });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);

  const dialog = await openNumber(page, phoneNumber);
  await chooseAgent(side(dialog, "Inbound Agent"), "Front desk");
  await chooseAgent(side(dialog, "Outbound Agent"), "Outbound sales");
  await page.route(`**/core/agents/${sales.id}/**/publish`, (route) => route.abort());
  await save(dialog);
  await expect(dialog.getByText("Inbound Agent was saved; Outbound Agent may not have been.")).toBeVisible();
  await expect(side(dialog, "Outbound Agent").getByRole("button", { name: "Agent: Outbound sales" })).toBeVisible();
  expect(await agentsOf(page, phoneNumber)).toEqual(["Front desk v1", "-"]);
  await page.unroute(`**/core/agents/${sales.id}/**/publish`);
  await save(dialog);
  await expect.poll(() => agentsOf(page, phoneNumber)).toEqual(["Front desk v1", "Outbound sales v1"]);
});

test("one agent is found among thousands, by the server, and a search that fails can be retried", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await numberFor(organization);
  await createAgent(organization.id, { name: "Zürich night desk" });
  const many = Array.from({ length: 2_000 }, (_, index) => ({
    organizationId: organization.id,
    name: `Agent ${index}`,
  }));
  await system().transaction((tx) => tx.agent.createMany({ data: many }));
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);

  const dialog = await openNumber(page, phoneNumber);
  await page.route("**/core/agents?*", (route) => route.fulfill({ status: 400, body: "{}" }));
  await side(dialog, "Inbound Agent")
    .getByRole("button", { name: /^Agent:/ })
    .click();
  const list = page.getByRole("dialog", { name: "Agent", exact: true });
  await expect(list.getByText("Unexpected response from the server.")).toBeVisible();
  await page.unroute("**/core/agents?*");
  await list.getByRole("button", { name: "Retry" }).click();
  await expect(list.getByText("Showing the newest 50. Type to search.")).toBeVisible();
  await list.getByRole("combobox").fill("no such agent");
  await expect(list.getByText("No active agents match “no such agent”.")).toBeVisible();
  await list.getByRole("combobox").fill("night");
  await expect(list.getByRole("option")).toHaveText(["Zürich night deskv1"]);
  await page.keyboard.press("Enter");
  await expect(side(dialog, "Inbound Agent").getByRole("button", { name: "Agent: Zürich night desk" })).toBeFocused();
});

test("the keyboard alone opens a number, assigns an agent and comes back to its row", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await numberFor(organization);
  await createAgent(organization.id, { name: "Front desk" });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  const link = rowInDirectory(page, phoneNumber).getByRole("link", { name: phoneNumber });
  await page.getByRole("checkbox", { name: `Select ${phoneNumber}` }).focus();
  await page.keyboard.press("Tab");
  await expect(link).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = assignmentDialog(page, phoneNumber);
  await expect(dialog.getByRole("group", { name: "Inbound Agent" })).toBeVisible();
  const agent = side(dialog, "Inbound Agent").getByRole("button", { name: "Agent: None" });
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(agent).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "Front desk" })).toBeVisible();
  await page.keyboard.type("front");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  const saveButton = dialog.getByRole("button", { name: "Save" });
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(saveButton).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect.poll(() => agentsOf(page, phoneNumber)).toEqual(["Front desk v1", "-"]);
  await expect(link).toBeFocused();
});

test("the dialog has an address: reload keeps it, back closes it, and an unknown number is said to be none", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await numberFor(organization);
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  const dialog = await openNumber(page, phoneNumber);
  await page.reload();
  await expect(dialog.getByRole("group", { name: "Inbound Agent" })).toBeVisible();
  await page.goBack();
  await expect(dialog).toBeHidden();
  await page.goForward();
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(rowInDirectory(page, phoneNumber).getByRole("link")).toBeFocused();

  await page.goto(`/${organization.slug}/phone-numbers?number=%2B12045559999`);
  await expect(page.getByText("This number is not in your directory.")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).first().click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a viewer reads who answers and finds nothing to change", async ({ page, world, newOrganization, signIn }) => {
  const organization = await newOrganization();
  const phoneNumber = await numberFor(organization);
  const agent = await createAgent(organization.id);
  await assignElsewhere(organization, world.url, agent, { phone_numbers: [phoneNumber], direction: "inbound" });
  await signIn(page, organization.viewer);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  const dialog = await openNumber(page, phoneNumber);
  await expect(side(dialog, "Inbound Agent")).toContainText("Front desk");
  await expect(dialog.getByRole("button", { name: /^(Agent|Save|Release)/ })).toHaveCount(0);
});

test("typing a part of an agent's name and Enter chooses it, however soon Enter comes", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const phoneNumber = await numberFor(organization);
  await createAgent(organization.id, { name: "Billing", published: 1 });
  await createAgent(organization.id, { name: "Front desk", published: 1 });
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  const dialog = await openNumber(page, phoneNumber);
  const inbound = side(dialog, "Inbound Agent");
  await inbound.getByRole("button", { name: /^Agent:/ }).click();
  await page.keyboard.type("bill");
  await page.keyboard.press("Enter");
  await expect(inbound.getByRole("button", { name: "Agent: Billing" })).toBeVisible();

  await inbound.getByRole("button", { name: /^Agent:/ }).click();
  const list = page.getByRole("dialog", { name: "Agent", exact: true });
  await page.keyboard.type("front");
  await expect(list.getByRole("option", { name: "Front desk" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(inbound.getByRole("button", { name: "Agent: Front desk" })).toBeVisible();
});
