import type { Page } from "@playwright/test";
import { system } from "@/lib/platform/db/system";
import { createAgent, createPhoneNumbers } from "@/prisma/factories";
import { expectNoSidewaysScroll } from "./expect-accessible";
import { expect, test } from "./fixtures";

const versions = (page: Page) => page.getByRole("table", { name: "Versions" }).getByRole("row");
const dialog = (page: Page) => page.getByRole("dialog");
const editor = (page: Page) => dialog(page).getByLabel("Configuration");

test("an agent is created, gets a version, and the version is published for good", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/phone-numbers`);
  await page.getByRole("link", { name: "Agents", exact: true }).click();
  await expect(page.getByRole("heading", { name: "No agents yet" })).toBeVisible();
  await page.getByRole("button", { name: "Create agent" }).last().click();
  await expect(page).toHaveURL(/\?new/);
  await dialog(page).getByRole("button", { name: "Create agent" }).click();
  await expect(dialog(page).getByText("Enter a name for the agent.")).toBeVisible();
  await dialog(page).getByLabel("Name").fill("Front desk");
  await dialog(page).getByLabel("Description").fill("Answers what comes in.");
  await page.keyboard.press("Tab");
  await dialog(page).getByRole("button", { name: "Create agent" }).click();
  await expect(page.getByRole("heading", { name: "Front desk", level: 1 })).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);

  await page.getByRole("button", { name: "Create version" }).click();
  await expect(editor(page)).toHaveValue("{}");
  await editor(page).fill('{\n  "voice": "calm",\n  "greeting": "Hello."\n  "model": "small"\n}');
  await dialog(page).getByRole("button", { name: "Create version" }).click();
  await expect(dialog(page).getByText("Line 4, column 3: expected a comma or }")).toBeVisible();
  await editor(page).fill('{ "voice": "calm", "greeting": "Hello." }');
  await dialog(page).getByRole("button", { name: "Format" }).click();
  await expect(editor(page)).toHaveValue('{\n  "voice": "calm",\n  "greeting": "Hello."\n}');
  await dialog(page).getByRole("button", { name: "Create version" }).click();
  await expect(versions(page).nth(1)).toContainText("v1Draft");

  await page.getByRole("button", { name: "Publish version 1" }).click();
  await expect(dialog(page)).toContainText("Published versions can’t be edited.");
  await dialog(page).getByRole("button", { name: "Publish" }).click();
  await expect(versions(page).nth(1)).toContainText("v1Published");
  await expect(page.getByRole("button", { name: "Edit version 1" })).toHaveCount(0);
  await page.getByRole("button", { name: "View version 1" }).click();
  await expect(editor(page)).toHaveAttribute("readonly");
  await expect(editor(page)).toHaveValue('{\n  "voice": "calm",\n  "greeting": "Hello."\n}');
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Create version" }).click();
  await expect(editor(page)).toHaveValue(/"voice": "calm"/);
  await dialog(page).getByRole("button", { name: "Create version" }).click();
  await expect(versions(page).nth(1)).toContainText("v2Draft");
  await page.reload();
  await page.getByRole("button", { name: "Edit version 2" }).click();
  await editor(page).fill('{"voice": "brisk"}');
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Edit version 2" }).click();
  await expect(editor(page), "what was typed is still there").toHaveValue('{"voice": "brisk"}');
  const theirs = await page.request.put(`/core/agents/${page.url().split("/").at(-1)?.slice(0, 36)}/versions/2`, {
    headers: { Authorization: `Bearer ${organization.apiKey}` },
    data: { config: { voice: "theirs" } },
  });
  expect(theirs.status()).toBe(200);
  await dialog(page).getByRole("button", { name: "Save draft" }).click();
  await expect(dialog(page).getByText("Someone else edited this draft.")).toBeVisible();
  await expect(editor(page), "nor is it lost to a refusal").toHaveValue('{"voice": "brisk"}');
  await dialog(page).getByRole("button", { name: "Discard changes" }).click();
  await expect(editor(page)).toHaveValue(/"theirs"/);
  await editor(page).fill('{"voice": "brisk"}');
  await dialog(page).getByRole("button", { name: "Save draft" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await page.getByRole("link", { name: "Agents", exact: true }).last().click();
  await expect(page.getByRole("row", { name: /Front desk/ })).toContainText("v1v2 (draft)");
});

test("typed input outlives a refusal, and an agent in use is not deleted", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const agent = await createAgent(organization.id, { name: "Front desk", published: 1 });
  const [number] = await createPhoneNumbers(organization.id, ["+493012345678"]);
  const slot = { inboundAgentVersionId: agent.versions[0]?.id };
  await system().transaction((tx) => tx.phoneNumber.update({ where: { id: number?.id ?? "" }, data: slot }));
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/agents/${agent.id}`);
  await expect(page.getByRole("table", { name: "Phone numbers" })).toContainText("+493012345678v1-");

  await page.getByRole("button", { name: "Delete" }).click();
  await dialog(page).getByRole("button", { name: "Delete agent" }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("This agent is assigned to +493012345678.");
  await dialog(page).getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.route("**/core/agents/*", (route) => route.abort());
  await dialog(page).getByLabel("Name").fill("Reception");
  await dialog(page).getByRole("switch", { name: "Active" }).click();
  await dialog(page).getByRole("switch", { name: "Demo" }).click();
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("Can't reach Trunkline.");
  await expect(dialog(page).getByLabel("Name")).toHaveValue("Reception");
  await page.unroute("**/core/agents/*");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Reception", level: 1 })).toBeVisible();
  await expect(page.getByText("Inactive")).toBeVisible();
  await expect(page.getByText("Demo", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Agents" }).last().click();
  await expect(page.getByRole("row", { name: "Reception" })).toContainText("Demo");
  await page.goBack();

  await system().transaction((tx) =>
    tx.phoneNumber.update({ where: { id: number?.id ?? "" }, data: { inboundAgentVersionId: null } }),
  );
  await page.getByRole("button", { name: "Delete" }).click();
  await dialog(page).getByRole("button", { name: "Delete agent" }).click();
  await expect(page.getByText("Reception deleted")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No agents yet" })).toBeVisible();
});

test("the list is found through by name and state, and shows more when asked", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const organization = await newOrganization();
  const data = Array.from({ length: 60 }, (_, index) => ({
    organizationId: organization.id,
    name: `Agent ${String(index).padStart(2, "0")}`,
    active: index !== 7,
    description: index === 7 ? "x".repeat(2_000) : null,
  }));
  await system().transaction((tx) => tx.agent.createMany({ data }));
  await signIn(page, organization.admin);
  await page.goto(`/${organization.slug}/agents`);
  const rows = page.getByRole("table", { name: "Agents" }).getByRole("row");
  await expect(rows).toHaveCount(51);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(rows).toHaveCount(61);
  await page.keyboard.press("/");
  await page.keyboard.type("agent 07");
  await expect(rows).toHaveCount(2);
  await expect(page).toHaveURL(/q=agent/);
  await page.getByRole("link", { name: "Agent 07" }).click();
  await expect(page.getByRole("heading", { name: "Agent 07" })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.goBack();
  await expect(rows).toHaveCount(2);
  await page.getByLabel("Status").selectOption("Active");
  await expect(page.getByText("No matching agents")).toBeVisible();
  await page.reload();
  await expect(page.getByText("No matching agents")).toBeVisible();
  await page.getByRole("button", { name: "Show all agents" }).click();
  await expect(rows).toHaveCount(51);
});

test("a viewer reads agents and changes nothing; an agent of others is not there", async ({
  page,
  world,
  newOrganization,
  signIn,
  expectedErrors,
}) => {
  expectedErrors.push(/404/);
  const organization = await newOrganization();
  const agent = await createAgent(organization.id, { name: "Front desk", published: 1, draft: true });
  await signIn(page, organization.viewer);
  await page.goto(`/${organization.slug}/agents`);
  await expect(page.getByRole("button", { name: "Create agent" })).toHaveCount(0);
  await page.getByRole("link", { name: "Front desk" }).click();
  await expect(versions(page)).toHaveCount(3);
  for (const name of ["Create version", "Edit", "Delete", "Publish version 2"]) {
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
  await page.getByRole("button", { name: "View version 2" }).click();
  await expect(editor(page)).toHaveAttribute("readonly");

  await page.context().clearCookies();
  await signIn(page, world.admin);
  for (const id of [agent.id, "nonsense"]) {
    await page.goto(`/${world.organization.slug}/agents/${id}`);
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  }
});
