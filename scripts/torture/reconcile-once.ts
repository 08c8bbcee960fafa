/* One sweep in a process of its own, so that it can be killed: nothing is too young for it. */
import { closeDatabase } from "@/lib/db";
import { reconcile } from "@/lib/reconcile/reconcile";

const result = await reconcile({ graceMs: 0, absentForMs: 0, wait: true });
await closeDatabase();
process.exit(result?.complete ? 0 : 1);
