import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium, type LaunchOptions } from "@playwright/test";

/**
 * Finds a browser without downloading one: `CHROMIUM_PATH`, else Playwright's installed one, else the npm package's,
 * unpacked into `folder`.
 */
export async function findChromium(folder: string): Promise<LaunchOptions> {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH, args: asRoot };
  if (existsSync(chromium.executablePath())) return { args: asRoot };

  const before = { ...process.env };
  mkdirSync(folder);
  // This runtime name makes it unpack the libraries that a bare machine lacks, into TMPDIR.
  Object.assign(process.env, { AWS_LAMBDA_JS_RUNTIME: "nodejs20.x", TMPDIR: folder, HOME: folder });
  const { default: bundled } = await import("@sparticuz/chromium");
  const executablePath = await bundled.executablePath();
  const { LD_LIBRARY_PATH = "", FONTCONFIG_PATH = path.join(folder, "fonts") } = process.env;
  for (const name of ["AWS_LAMBDA_JS_RUNTIME", "TMPDIR", "HOME", "LD_LIBRARY_PATH", "FONTCONFIG_PATH"]) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  writeFontsConfig(FONTCONFIG_PATH);
  return {
    executablePath,
    // Its default arguments would disable browser security.
    args: ["--headless=shell", "--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-background-networking"],
    env: { PATH: process.env.PATH ?? "", HOME: folder, TMPDIR: folder, LD_LIBRARY_PATH, FONTCONFIG_PATH },
  };
}

/**
 * The package's config names `/tmp/fonts` wherever it was unpacked; without any font, a late web font never renders.
 */
function writeFontsConfig(folder: string) {
  const config = `<fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`;
  writeFileSync(
    path.join(folder, "fonts.conf"),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">${config}`,
  );
}
