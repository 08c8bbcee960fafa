import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { endOfLog, Failure } from "@/scripts/failure.mjs";
import type { supervise } from "@/scripts/processes.mjs";

const MINUTES = 15;

const DemoFile = z.object({
  url: z.string(),
  api_key: z.string(),
  viewer_api_key: z.string(),
  personal_access_token: z.string(),
  database_url: z.string(),
  organization: z.object({ id: z.string() }),
  second_organization: z.object({ api_key: z.string(), organization: z.object({ id: z.string() }) }),
  carrier: z.object({ url: z.string(), account_sid: z.string(), auth_token: z.string() }),
});
export type DemoFile = z.infer<typeof DemoFile>;

type Start = {
  processes: ReturnType<typeof supervise>;
  folder: string;
  log: string;
  env: NodeJS.ProcessEnv;
  user?: { uid?: number; gid?: number };
};

/** Runs `npm run demo` until it says that it is ready, and reads what it wrote for scripts. */
export async function startDemo({ processes, folder, log, env, user }: Start) {
  const started = processes.start("npm run demo", "npm", ["run", "demo"], {
    ...{ cwd: folder, env, log, signal: "SIGINT", graceMs: 30_000 },
    ...user,
  });
  let ended: string | undefined;
  started.exited.then(({ problem }: { problem: string }) => {
    ended = problem;
  });
  const deadline = Date.now() + MINUTES * 60_000;
  while (!started.log().includes("Trunkline is ready at")) {
    if (ended || Date.now() > deadline) {
      throw new Failure(`npm run demo ${ended ? `ended (${ended})` : "was not ready in time"}.`, endOfLog(log));
    }
    await sleep(200);
  }
  const demo = DemoFile.parse(JSON.parse(readFileSync(path.join(folder, ".data/demo.json"), "utf8")));
  return {
    demo,
    /** Ctrl-C in a terminal reaches npm, its shell and the script. */
    async stop(): Promise<void> {
      if (started.pid !== undefined && !ended) process.kill(-started.pid, "SIGINT");
      await started.exited;
    },
  };
}
