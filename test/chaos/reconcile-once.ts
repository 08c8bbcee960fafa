/* Runs one comparison without a minimum age, in a separate process that can be killed. */

import { reconcile } from "@/lib/numbers/reconcile/reconcile";
import { closeDatabase } from "@/lib/platform/db/db";

const result = await reconcile({ graceMs: 0, absentForMs: 0, wait: true });
await closeDatabase();
process.exit(result?.complete ? 0 : 1);
