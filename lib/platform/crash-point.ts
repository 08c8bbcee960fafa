import { unlinkSync } from "node:fs";
import path from "node:path";

/**
 * Ends this server on the spot, as `kill -9` does, when a file of this name lies in TRUNKLINE_CRASH_FOLDER; the file is
 * used up. Only `npm run torture` builds with it: next.config.ts writes the condition into every build as a constant, so
 * in any other the body is dead code and gone.
 */
export function crashPoint(name: string): void {
  // biome-ignore lint/style/noProcessEnv: replaced when the app is built, so lib/platform/env.ts cannot read it
  if (process.env.TRUNKLINE_CRASH_POINTS !== "1") return;
  // biome-ignore lint/style/noProcessEnv: of the test build alone
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

/** The same object, with a crash point before and after each call of a method: `<prefix>.<method>.before`, `….after`. */
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
