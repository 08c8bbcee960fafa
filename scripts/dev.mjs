import "./node-version.mjs";
import path from "node:path";
import { next } from "./app-build.mjs";
import { install } from "./install.mjs";
import { prepare, runInstallation } from "./installation.mjs";
import { root } from "./processes.mjs";
import { stage } from "./stages.mjs";

await runInstallation("dev", async (installation) => {
  const { processes, port, log } = installation;
  await stage("Installing packages", (note) => install(processes, { log: log("install"), note }));
  const { env, demo, file } = await prepare(installation, stage, { NODE_ENV: "development" });
  console.log(
    `\nSign in with ${demo.admin.email} and ${demo.admin.password}; the rest is in ${path.relative(root, file)}.\n`,
  );
  const args = [next, "dev", "-p", String(port), "-H", process.env.HOST || "127.0.0.1"];
  processes.start("The development server", process.execPath, args, { env });
});
