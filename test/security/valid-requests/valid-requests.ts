import { allOperations } from "@/test/security/operations";
import { account } from "./account";
import { agents } from "./agents";
import { callRouting } from "./call-routing";
import { credentials } from "./credentials";
import { members } from "./members";
import { organization } from "./organization";
import { phoneNumbers } from "./phone-numbers";
import { trunks } from "./trunks";
import type { Prepare } from "./valid-request";
import { webhooks } from "./webhooks";

const byOperation: Record<string, Prepare> = {
  ...phoneNumbers,
  ...organization,
  ...account,
  ...trunks,
  ...callRouting,
  ...agents,
  ...credentials,
  ...webhooks,
  ...members,
};

/** Throws for an operation without a valid request, because an untested operation proves nothing. */
export function validRequestOf(operation: string): Prepare {
  const prepare = byOperation[operation];
  if (!prepare) throw new Error(`Write a valid request of ${operation} in test/security/valid-requests.`);
  return prepare;
}

/** Operations without a valid request, and requests without an operation. */
export function strayRequests(): { missing: string[]; superfluous: string[] } {
  const names = allOperations().map(({ name }) => name);
  return {
    missing: names.filter((name) => !byOperation[name]),
    superfluous: Object.keys(byOperation).filter((name) => !names.includes(name)),
  };
}
