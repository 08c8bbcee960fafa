import { test as base, expect, type Page } from "@playwright/test";
import type { Plan } from "@/lib/generated/prisma/enums";
import { addMember, createApiKey, createOrganization, createUser } from "@/prisma/factories";
import { createSimulatorControl, type SimulatorControl } from "@/simulator/control-client";
import { type Person, readWorld, type World } from "./stack";

export type OwnOrganization = { id: string; slug: string; name: string; admin: Person; viewer: Person; apiKey: string };

type Fixtures = {
  /** The seeded data. Its carrier `simulator` is reset after each test. */
  world: World & { simulator: SimulatorControl };
  /** A new organization with an admin, a viewer, and an API key with all scopes. */
  newOrganization(options?: { plan?: Plan; limit?: number; name?: string }): Promise<OwnOrganization>;
  /** Skips the sign-in page. */
  signIn(page: Page, person: Person): Promise<void>;
  /** Console errors that a test expects; any other error fails it. */
  expectedErrors: RegExp[];
  quietConsole: undefined;
};

/** Browsers log every response with status 400 or above. From our API these are under test; elsewhere they are bugs. */
function isRefusal(text: string, url: string) {
  return (
    /^Failed to load resource/.test(text) && /^\/(core|admin|api)\//.test(new URL(url || "/", "http://x").pathname)
  );
}

export const test = base.extend<Fixtures>({
  baseURL: async ({}, use) => use(readWorld().url),
  launchOptions: [async ({}, use) => use(readWorld().chromium), { scope: "worker" }],

  world: async ({}, use) => {
    const world = readWorld();
    const simulator = createSimulatorControl(world.carrierUrl);
    await use({ ...world, simulator });
    await simulator.clearFaults();
    await simulator.setAccountStatus("active");
  },

  newOrganization: async ({ world }, use) => {
    Object.assign(process.env, world.env);
    await use(async ({ plan, limit, name } = {}) => {
      const organization = await createOrganization({ plan, limit, name });
      const admin = await createUser();
      const viewer = await createUser();
      await addMember(organization.id, admin.id, "admin");
      await addMember(organization.id, viewer.id, "viewer");
      const { id, slug } = organization;
      return { id, slug, name: organization.name, admin, viewer, apiKey: await createApiKey(id) };
    });
  },

  signIn: async ({}, use) => {
    await use(async (page, { email, password }) => {
      const { request } = page.context();
      const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
      const form = { email, password, csrfToken, json: "true" };
      const answer = await request.post("/api/auth/callback/credentials", { form });
      expect(answer.status(), `sign-in of ${email}`).toBe(200);
    });
  },

  expectedErrors: async ({}, use) => use([]),
  quietConsole: [
    async ({ context, expectedErrors }, use) => {
      const errors: string[] = [];
      const add = (text: string) => !expectedErrors.some((expected) => expected.test(text)) && errors.push(text);
      context.on("console", (message) => {
        if (message.type() === "error" && !isRefusal(message.text(), message.location().url)) add(message.text());
      });
      context.on("weberror", (webError) => add(String(webError.error().stack ?? webError.error())));
      // Browsers report some violations as an issue, not as an error.
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
          console.error("refused by the page's policy:", violatedDirective, blockedURI, sourceFile),
        );
      });
      await use(undefined);
      expect(errors, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
