import { reconcile } from "@/lib/numbers/reconcile/reconcile";
import { closeDatabase } from "@/lib/platform/db/db";

/* Reconciles once without delays, in its own process, because the runner cannot load the app's server code. */

await reconcile({ graceMs: 0, absentForMs: 0, wait: true });
await closeDatabase();
