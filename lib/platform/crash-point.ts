import { unlinkSync } from "node:fs";
import path from "node:path";

/**
 * Kills this process, as `kill -9` does, when TRUNKLINE_CRASH_FOLDER holds a file with this name, and deletes the file.
 * Only the chaos test build contains this code: next.config.ts writes the condition into every build as a constant.
 */
export function crashPoint(name: string): void {
  // biome-ignore lint/style/noProcessEnv: replaced when the app is built, so lib/platform/env.ts cannot read it
  if (process.env.TRUNKLINE_CRASH_POINTS !== "1") return;
  // biome-ignore lint/style/noProcessEnv: only the test build reads it
  const folder = process.env.TRUNKLINE_CRASH_FOLDER;
  if (!folder) return;
  try {
    unlinkSync(path.join(/* turbopackIgnore: true */ folder, name));
  } catch {
    return;
  }
  process.kill(process.pid, "SIGKILL");
  for (;;);
}

/** Returns a proxy with crash points before and after each method call: `<prefix>.<method>.before` and `….after`. */
export function withCrashPoints<T extends object>(prefix: string, subject: T): T {
  // biome-ignore lint/style/noProcessEnv: as above
  if (process.env.TRUNKLINE_CRASH_POINTS !== "1") return subject;
  return new Proxy(subject, {
    get(target, key, receiver) {
      const member: unknown = Reflect.get(target, key, receiver);
      if (typeof member !== "function" || typeof key !== "string") return member;
      return (...args: unknown[]) => {
        crashPoint(`${prefix}.${key}.before`);
        const result: unknown = Reflect.apply(member, target, args);
        if (!(result instanceof Promise)) return result;
        return result.then((value: unknown) => {
          crashPoint(`${prefix}.${key}.after`);
          return value;
        });
      };
    },
  });
}
