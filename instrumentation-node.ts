import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { ensureDefaultAccount } from "@/lib/managed-accounts/ensure-default-account";
import { keepResumingPurchases } from "@/lib/purchase/resume-purchases";

const RETRY_MS = 2_000;

/** Not awaited by Next: a server whose database is away answers 503 until it comes, rather than not at all. */
export function boot(): void {
  env();
  void prepare();
}

async function prepare(): Promise<void> {
  try {
    await ensureDefaultAccount();
    keepResumingPurchases();
  } catch (error) {
    log().error({ error }, "waiting for the database");
    setTimeout(() => void prepare(), RETRY_MS).unref();
  }
}
