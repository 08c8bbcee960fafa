import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { findChromium } from "@/e2e/chromium";
import { directory, numbersForSale } from "@/e2e/purchase-dialog";
import { Failure, report } from "@/scripts/failure.mjs";
import { root } from "@/scripts/processes.mjs";

/* npm run screenshot: takes the README's screenshot from a running demo. It starts and buys nothing. */

const target = path.join(root, "public/screenshots/purchase.png");

type Demo = { url: string; organization: { slug: string }; admin: { email: string; password: string } };

function readDemo(): Demo {
  const file = path.join(root, ".data/demo.json");
  if (!existsSync(file)) throw new Failure("There is no demo: start it with `npm run demo`, then run this again.");
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Signs in without the sign-in page, like the end-to-end tests. */
async function signIn({ request }: BrowserContext, { url, admin: { email, password } }: Demo): Promise<void> {
  const token = await request.get("/api/auth/csrf").catch(() => undefined);
  if (!token?.ok()) throw new Failure(`Nothing answers at ${url}: start the demo with \`npm run demo\`.`);
  const { csrfToken } = await token.json();
  const form = { email, password, csrfToken, json: "true" };
  const answer = await request.post("/api/auth/callback/credentials", { form });
  if (!answer.ok()) throw new Failure(`The demo's admin could not sign in: ${answer.status()}.`);
}

async function takePicture(context: BrowserContext, { organization }: Demo): Promise<void> {
  const page = await context.newPage();
  await page.goto(`/${organization.slug}/phone-numbers`);
  await directory(page).waitFor();
  await page.getByRole("button", { name: "Purchase", exact: true }).click();
  await numbersForSale(page).first().waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: target, animations: "disabled", caret: "hide" });
}

const folder = mkdtempSync(path.join(tmpdir(), "trunkline-screenshot-"));
try {
  const demo = readDemo();
  const browser = await chromium.launch(await findChromium(path.join(folder, "chromium")));
  try {
    const context = await browser.newContext({
      baseURL: demo.url,
      viewport: { width: 1280, height: 800 },
      colorScheme: "light",
      reducedMotion: "reduce",
      locale: "en-US",
      timezoneId: "America/New_York",
    });
    await signIn(context, demo);
    await takePicture(context, demo);
    console.log(`Wrote ${path.relative(root, target)}.`);
  } finally {
    await browser.close();
  }
} catch (error) {
  report(error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
