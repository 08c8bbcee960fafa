/* One sweep in a process of its own, so that it can be killed: nothing is too young for it. */

import { reconcile } from "@/lib/numbers/reconcile/reconcile";
import { closeDatabase } from "@/lib/platform/db/db";

const result = await reconcile({ graceMs: 0, absentForMs: 0, wait: true });
await closeDatabase();
process.exit(result?.complete ? 0 : 1);
