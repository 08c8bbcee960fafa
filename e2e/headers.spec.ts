import { get, request } from "node:http";
import { expect, test } from "./fixtures";

const everywhere = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

test("pages, the API, files and what is nowhere carry the same protections", async ({ request }) => {
  for (const path of ["/sign-in", "/docs", "/core/phone-numbers", "/core/nothing", "/openapi.json", "/icon.svg"]) {
    const headers = (await request.get(path)).headers();
    expect(headers, path).toMatchObject(everywhere);
    expect(headers["permissions-policy"], path).toContain("microphone=()");
    expect(headers["x-powered-by"], path).toBeUndefined();
    expect(headers["access-control-allow-origin"], path).toBeUndefined();
  }
});

test("HTTPS is kept to by who came over it, and by nobody else", async ({ request }) => {
  const over = async (protocol: string) =>
    (await request.get("/sign-in", { headers: { "X-Forwarded-Proto": protocol } })).headers();
  expect((await over("https"))["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains");
  expect((await over("http"))["strict-transport-security"]).toBeUndefined();
});

test("a page runs scripts of its own nonce alone, a new one each time; an answer of the API runs nothing", async ({
  request,
}) => {
  const policy = async (path: string) => (await request.get(path)).headers()["content-security-policy"] ?? "";
  const [first, second] = [await policy("/sign-in"), await policy("/sign-in")];
  const nonceOf = (text: string) => /'nonce-([^']+)'/.exec(text)?.[1];
  expect(nonceOf(first)).toBeTruthy();
  expect(nonceOf(second)).not.toBe(nonceOf(first));
  for (const directive of ["'strict-dynamic'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'"]) {
    expect(first).toContain(directive);
  }
  expect(first).not.toContain("script-src 'unsafe-inline'");
  expect(first).not.toContain("unsafe-eval");
  expect(await policy("/core/phone-numbers")).toContain("default-src 'none'");
});

test("the session's cookie is out of reach of scripts and of other sites", async ({
  page,
  newOrganization,
  signIn,
}) => {
  const { admin, slug } = await newOrganization();
  await signIn(page, admin);
  await page.goto(`/${slug}/phone-numbers`);
  const session = (await page.context().cookies()).find(({ name }) => name.includes("session"));
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(await page.evaluate(() => document.cookie)).not.toContain("session");
});

test("methods and addresses that are none are answered by the API itself", async ({ request, world }) => {
  const wrong = await request.put("/core/phone-numbers");
  expect([wrong.status(), wrong.headers().allow]).toEqual([405, "GET, POST, HEAD, OPTIONS"]);
  expect(wrong.headers()["content-type"]).toBe("application/problem+json");
  const nowhere = await request.get("/admin/nothing");
  expect([nowhere.status(), (await nowhere.json()).code]).toEqual([404, "not_found"]);
  const headers = { Authorization: `Bearer ${world.api_key}` };
  expect((await request.get("/metrics", { headers })).status()).toBe(401);
});

test("an address whose percent-encoding is none leads nowhere, and breaks nothing", async ({ world }) => {
  // Bypasses HTTP clients that would normalize the path.
  const ask = (path: string) =>
    new Promise<{ status?: number; type?: string; allow?: string }>((resolve, reject) => {
      const { hostname, port } = new URL(world.url);
      get({ hostname, port, path }, (answer) => {
        answer.resume();
        const { "content-type": type, allow } = answer.headers;
        resolve({ status: answer.statusCode, type, allow });
      }).on("error", reject);
    });
  expect(await ask("/core/phone-numbers/%E0%A4%A")).toEqual({ status: 404, type: "application/problem+json" });
  expect((await ask("/sign-in/%zz")).status).toBeLessThan(500);
});

test("methods that no route knows are 501, and a target in absolute form is the path that it means", async ({
  world,
}) => {
  const ask = (method: string, path: string, headers = {}) =>
    new Promise<{ status: number | undefined; type: string | undefined; allow: string | undefined }>(
      (resolve, reject) => {
        const { hostname, port } = new URL(world.url);
        request({ hostname, port, path, method, headers }, (answer) => {
          answer.resume();
          const { "content-type": type, allow } = answer.headers;
          resolve({ status: answer.statusCode, type, allow });
        })
          .on("error", reject)
          .end();
      },
    );
  for (const method of ["TRACE", "PROPFIND", "QUERY", "SEARCH"]) {
    for (const path of ["/core/agents", "/sign-in", "/", "/healthz", "/_next/static/none.js"]) {
      expect(await ask(method, path), `${method} ${path}`).toEqual({
        status: 501,
        type: "application/problem+json",
        allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
      });
    }
  }
  const headers = { Authorization: `Bearer ${world.api_key}` };
  expect((await ask("GET", "http://any.example/core/agents?limit=1", headers)).status).toBe(200);
  expect((await ask("GET", "http://any.example/core/agents?limit=0", headers)).status).toBe(422);
});

test("the framework's image renderer, which nothing uses, is closed", async ({ request }) => {
  const image = await request.get("/_next/image?url=%2Ficon.svg&w=64&q=75");
  expect(image.status()).toBe(404);
});

test("every page has a content security policy, whatever its address ends in and however it is asked", async ({
  request,
}) => {
  for (const path of ["/sign-in.txt", "/northwind/phone-numbers.png", "/nowhere.svg", "/icon.svg", "/sign-in"]) {
    const prefetch = { "next-router-prefetch": "1" };
    const variants: Record<string, string>[] = [{}, prefetch, { ...prefetch, RSC: "1" }];
    for (const headers of variants) {
      const policy = (await request.get(path, { headers })).headers()["content-security-policy"] ?? "";
      expect(policy, path).toMatch(/(object|default)-src 'none'/);
      expect(policy, path).toContain("frame-ancestors 'none'");
      expect(policy, path).not.toMatch(/(script|style)-src [^;]*'unsafe-inline'/);
    }
  }
});

test.describe("a style element of somebody else's", () => {
  test.use({ expectedErrors: [/style-src/] });

  test("does nothing, while dialogs, toasts and menus have theirs", async ({ page, newOrganization, signIn }) => {
    const { admin, slug } = await newOrganization();
    await signIn(page, admin);
    await page.goto(`/${slug}/phone-numbers?purchase`);
    await expect(page.getByRole("dialog")).toBeVisible();
    await expect(page.locator("body")).toHaveCSS("overflow", "hidden");
    await page.goto(`/${slug}/phone-numbers`);
    await page.getByRole("button", { name: /^Account: / }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await page.evaluate(() => {
      const style = document.createElement("style");
      style.textContent = "[role=menu] { display: none }";
      document.head.append(style);
    });
    await expect(page.getByRole("menu")).toBeVisible();
  });
});

// A policy violation logs a console error, which fails every test.
test("no page tries what its policy forbids", async ({ page, newOrganization, signIn }) => {
  const organization = await newOrganization();
  await signIn(page, organization.admin);
  for (const name of ["phone-numbers", "agents", "trunks", "webhooks", "activity", "members", "api-keys"]) {
    await page.goto(`/${organization.slug}/${name}`);
    await page.waitForLoadState("networkidle");
  }
});

test("files of the root are there for who is not signed in, and what is no page is not found", async ({ request }) => {
  const typeOf = async (path: string) => {
    const answer = await request.get(path, { maxRedirects: 0 });
    return [answer.status(), answer.headers()["content-type"]?.split(";")[0]];
  };
  expect(await typeOf("/robots.txt")).toEqual([200, "text/plain"]);
  expect(await typeOf("/llms.txt")).toEqual([200, "text/plain"]);
  expect(await typeOf("/favicon.ico")).toEqual([200, "image/x-icon"]);
  expect(await typeOf("/sitemap.xml")).toEqual([404, "text/html"]);
});
