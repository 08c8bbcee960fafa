import { pingDatabase, requireRowLevelSecurity } from "@/lib/platform/db/db";
import { processSingleton } from "@/lib/platform/process-singleton";
import { requireIdentity } from "./identity-store";

const FRESH_MS = 1_000;

type Look = { ready: Promise<boolean>; until: number };

const looks = () => processSingleton("readiness", (): { last?: Look } => ({}));

/** Runs at most once a second and never concurrently, so a flood of probes cannot load the database. */
export function checkReadiness(): Promise<boolean> {
  const known = looks().last;
  if (known && performance.now() < known.until) return known.ready;
  const look = { ready: askDatabase(), until: Number.POSITIVE_INFINITY };
  looks().last = look;
  look.ready.finally(() => {
    look.until = performance.now() + FRESH_MS;
  });
  return look.ready;
}

const askDatabase = () =>
  pingDatabase()
    .then(requireRowLevelSecurity)
    .then(requireIdentity)
    .then(
      () => true,
      () => false,
    );
