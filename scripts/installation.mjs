import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { Failure, report } from "./failure.mjs";
import { writeWhole } from "./files.mjs";
import { isLocked, tryLock } from "./locks.mjs";
import { isPortFree } from "./ports.mjs";
import { identityOf, readRecord, root, stopProcess, supervise } from "./processes.mjs";
import { stopOnSignals } from "./signals.mjs";
import { acceptMovedCarrier, appEnvironment, logsIn, seed, servesBuild, startParts } from "./stack.mjs";

const data = path.join(root, ".data");
const recordIn = (folder) => path.join(folder, "processes.json");

/** Opens an installation for `command`, runs `work`, then serves until it is told to stop or a part dies. */
export async function runInstallation(command, work) {
  let installation;
  try {
    installation = await openInstallation(command);
    await work(installation);
    const { name, problem, log } = await installation.processes.firstEnd();
    throw new Failure(`${name} ended (${problem}), so everything stops.`, log());
  } catch (error) {
    if (installation?.processes.stopping) return; // a signal came first
    report(error);
    await installation?.processes.stopAll();
    installation?.release();
    process.exit(1);
  }
}

/**
 * The folder of one demo or dev server: `.data`, or `.data/port-<PORT>` while another one runs. Processes left over
 * from an earlier run are stopped; the ones started here end with this process.
 */
async function openInstallation(command) {
  const port = choosePort();
  const { folder, release, beside } = takeFolder(port, command);
  try {
    for (const other of allFolders()) await stopOrphans(other, folder);
    if (!(await isPortFree(port))) {
      throw new Failure(`Port ${port} is in use: choose another, as in \`PORT=${port + 1} npm run ${command}\`.`);
    }
  } catch (error) {
    release();
    throw error;
  }
  const processes = supervise({ recordFile: recordIn(folder) });
  stopOnSignals(processes, release);
  rmSync(path.join(folder, "logs"), { recursive: true, force: true });
  const where = `${path.relative(root, folder)}/`;
  console.log(
    beside ? `Port ${beside} has .data/, so this one keeps its own data in ${where}\n` : `Data in ${where}\n`,
  );
  const url = `http://localhost:${port}`;
  return { command, folder, release, port, url, processes, log: logsIn(folder), settings: readSettings(folder) };
}

function choosePort() {
  const port = Number(process.env.PORT || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Failure("PORT must be a number from 1 to 65535.");
}

function takeFolder(port, command) {
  let beside;
  for (const folder of [data, path.join(data, `port-${port}`)]) {
    const { release, heldBy } = tryLock(path.join(folder, "lock"), { port, command });
    if (release) return { folder, release, beside };
    if (heldBy.port === port) {
      const running = `\`npm run ${heldBy.command}\` (process ${heldBy.pid})`;
      throw new Failure(
        `${running} has port ${port}: stop it first, or choose another, as in \`PORT=${port + 1} npm run ${command}\`.`,
      );
    }
    beside ??= heldBy.port;
  }
  throw new Failure("Too many at once for this folder.");
}

const allFolders = () => [
  data,
  ...readdirSync(data)
    .filter((name) => /^port-\d+$/.test(name))
    .map((name) => path.join(data, name)),
];

async function stopOrphans(folder, own) {
  const recorded = readRecord(recordIn(folder)); // read before the lock check: the next holder starts others
  if (folder !== own && isLocked(path.join(folder, "lock"))) return;
  for (const each of recorded.reverse()) await stopProcess(each);
}

/** Whether another demo's server runs from the build in this folder. */
export function isBuildInUse({ folder } = {}) {
  if (!existsSync(data)) return false;
  return allFolders()
    .filter((other) => other !== folder)
    .flatMap((other) => readRecord(recordIn(other)))
    .some(({ name, pid, identity }) => name === servesBuild && identityOf(pid) === identity);
}

/** Secrets and ports, created once and kept. */
function readSettings(folder) {
  const file = path.join(folder, "settings.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const settings = newSettings();
  writeWhole(file, JSON.stringify(settings, null, 2));
  return settings;
}

export const newSettings = () => ({
  auth_secret: randomBytes(48).toString("base64"),
  encryption_key: randomBytes(32).toString("base64"),
  account_sid: `AC${randomBytes(16).toString("hex")}`,
  auth_token: randomBytes(16).toString("hex"),
  postgres_port: 0,
  simulator_port: 0,
});

/** Prepares everything except the app: database, carrier, tables and initial data. Writes demo.json. */
export async function prepare(installation, stage, others = {}) {
  const { folder, processes, settings, url, log } = installation;
  const { simulator_port: portBefore } = settings;
  const { databaseUrl, carrier } = await startParts({ processes, folder, settings, durable: true, stage });
  writeWhole(path.join(folder, "settings.json"), JSON.stringify(settings, null, 2));
  const env = appEnvironment({ databaseUrl, carrier, settings, url, ...others });
  // The simulator moved because its port was taken; it is the same carrier. A new database has nothing to confirm.
  if (portBefore !== 0 && portBefore !== settings.simulator_port) {
    await acceptMovedCarrier({ processes, env, log: log("carrier-account") }).catch(() => {});
  }

  const file = path.join(folder, "demo.json");
  const demo = await stage("Seeding", async (note) => {
    const known = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
    if (known && (await isSeeded(databaseUrl, known))) {
      note("kept");
      return known;
    }
    const output = path.join(folder, "seed.json");
    await seed({ processes, env, output, log: log("seed") });
    const seeded = JSON.parse(readFileSync(output, "utf8"));
    rmSync(output);
    return seeded;
  });
  const complete = { ...demo, url, database_url: databaseUrl, carrier };
  writeWhole(file, `${JSON.stringify(complete, null, 2)}\n`);
  return { env, demo: complete, file };
}

async function isSeeded(databaseUrl, { organization }) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM organization WHERE id = $1", [organization?.id]);
    return rowCount === 1;
  } finally {
    await client.end();
  }
}
