import { reconcile } from "@/lib/numbers/reconcile/reconcile";
import { closeDatabase } from "@/lib/platform/db/db";

/* One comparison that waits for nothing, in a process of its own: the runner's cannot load the app's server code. */

await reconcile({ graceMs: 0, absentForMs: 0, wait: true });
await closeDatabase();
