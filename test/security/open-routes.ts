import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Bound, OpenRoute } from "@/lib/http/open-route";
import { root } from "@/scripts/processes.mjs";

type RouteContext = { params: Promise<Record<string, string | string[]>> };

/** One method of a route that requires no credential. */
export type Open = { name: string; method: string; url: string; route: OpenRoute<RouteContext>; bound: Bound };

const inApp = path.join(root, "app");
const appFiles = (name: RegExp) =>
  readdirSync(inApp, { recursive: true, encoding: "utf8" })
    .filter((file) => name.test(file))
    .sort();

/** The URL path: without route groups, and with a placeholder for each parameter. */
const addressOf = (file: string) =>
  `/${path
    .dirname(file)
    .split(path.sep)
    .filter((part) => part !== "." && !part.startsWith("("))
    .map((part) => part.replace(/^\[.*\]$/, "nothing"))
    .join("/")}`;

const sourceOf = (file: string) => readFileSync(path.join(inApp, file), "utf8");

const verbs = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** Every route without a credential; `unbounded` lists those that declare no bound. */
export async function openRoutes(): Promise<{ open: Open[]; unbounded: string[] }> {
  const open: Open[] = [];
  const unbounded: string[] = [];
  for (const file of appFiles(/(^|\/)route\.tsx?$/)) {
    const module: Record<string, unknown> = await import(path.join(inApp, file));
    const isOperation = Object.values(module).some((member) => typeof member === "function" && "contract" in member);
    if (isOperation) continue;
    for (const method of verbs.filter((verb) => verb in module)) {
      const name = `${method} ${file}`;
      const route = module[method];
      if (isOpenRoute(route)) open.push({ name, method, url: addressOf(file), route, bound: route.bound });
      else unbounded.push(name);
    }
  }
  return { open, unbounded };
}

const isOpenRoute = (route: unknown): route is OpenRoute<RouteContext> =>
  typeof route === "function" && "bound" in route;

/** The path of every page, with placeholders for parameters. */
export const pageAddresses = (): string[] => appFiles(/(^|\/)page\.tsx?$/).map(addressOf);

/** The path of every page next to a server action. */
export function actionAddresses(): string[] {
  return appFiles(/\.tsx?$/)
    .filter((file) => /^\s*["']use server["']/m.test(sourceOf(file)))
    .map(addressOf);
}
