import "./node-version.mjs";
import path from "node:path";
import { buildApp, distDirs } from "./app-build.mjs";
import { install } from "./install.mjs";
import { isBuildInUse, prepare, runInstallation } from "./installation.mjs";
import { root } from "./processes.mjs";
import { serve } from "./stack.mjs";
import { stage } from "./stages.mjs";

await runInstallation("demo", async (installation) => {
  const { processes, folder, port, url, log } = installation;
  const distDir = distDirs.app;
  await stage("Installing packages", (note) => install(processes, { log: log("install"), note }));
  const { env, demo, file } = await prepare(installation, stage);
  await stage("Building", (note) => {
    const isInUse = () => isBuildInUse(installation);
    return buildApp(processes, { env, distDir, log: log("build"), note, isInUse });
  });
  await stage("Starting the server", () =>
    serve({ processes, env, port, host: process.env.HOST, distDir, log: log("server") }),
  );

  const person = ({ email, password }) => `${email.padEnd(28)} ${password}`;
  console.log(`
Trunkline is ready at ${url}

  admin   ${person(demo.admin)}
  viewer  ${person(demo.viewer)}

API keys and whatever else a script needs are in ${path.relative(root, file)}, logs in ${path.relative(root, folder)}/logs/.
Ctrl-C stops everything.`);
});
