import type { AccountReason } from "@/lib/carriers/carrier";
import type { Finding } from "@/lib/generated/prisma/client";
import { type FindingAction, FindingDetails, type FindingKind, type FindingRecord } from "./schemas";

/** The sweep handles everything else. */
export const actionsByKind: Record<FindingKind, readonly FindingAction[]> = {
  stuck_purchase: ["retry", "adopt"],
  unlisted_number: ["adopt"],
  lost_number: ["forget"],
  wrong_binding: ["rebind"],
  counter_mismatch: [],
  stopped_release: ["retry"],
  missing_numbers: ["accept_loss", "ignore"],
  account_refusal: [],
};

export function serializeFinding(row: Finding): FindingRecord {
  return {
    id: row.id,
    kind: row.kind,
    phone_number: row.phoneNumber,
    managed_account_id: row.managedAccountId,
    detail: sentenceOf(row),
    actions: row.resolvedAt === null ? [...actionsByKind[row.kind]] : [],
    first_seen_at: row.firstSeenAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    resolved_at: row.resolvedAt?.toISOString() ?? null,
    resolution: row.resolution,
  };
}

function sentenceOf({ kind, details, organizationId }: Finding): string {
  switch (kind) {
    case "stuck_purchase":
      return FindingDetails.parse(details).sentence ?? "The carrier hasn't confirmed this purchase yet.";
    case "unlisted_number":
      if (organizationId === null) return "The carrier bills this number, but its tag matches no purchase here.";
      return "You're billed for this number, but it isn't in your directory.";
    case "lost_number":
      return FindingDetails.parse(details).back
        ? "The carrier has this number again, but your plan has no free slot for it."
        : "The carrier no longer has this number, so calls to it fail.";
    case "wrong_binding":
      return "Calls to this number are routed elsewhere at the carrier, so your agents don't receive them.";
    case "counter_mismatch":
      return "The count of used numbers was wrong.";
    case "missing_numbers":
      return missingNumbers(FindingDetails.parse(details));
    case "account_refusal":
      return accountRefusal(FindingDetails.parse(details));
    case "stopped_release":
      return releaseSentences[FindingDetails.parse(details).release_problem ?? ""] ?? releaseRefused;
  }
}

function missingNumbers({ missing = 0, active = 0, phone_numbers: named = [] }: FindingDetails): string {
  const others = missing - named.length;
  const list = `${named.join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
  return `The carrier does not list ${missing} of your ${active} numbers in service: ${list}. This many at once usually means a problem at the carrier, so nothing was changed. Accept the loss to take them out of service, or ignore it to keep them.`;
}

function accountRefusal({ account_reason: reason = "authentication_failed", carrier_code: code }: FindingDetails) {
  return `${accountProblems[reason]}${code === undefined ? "" : ` The carrier's code is ${code}.`}`;
}

/** Shown to the operator. */
export const accountProblems: Record<AccountReason, string> = {
  authentication_failed:
    "The carrier does not accept the credentials. Check the account SID, the token or the API key, and that the account is active.",
  account_suspended:
    "The carrier has suspended or closed the account. Check its balance and status in the carrier's console.",
  wrong_account: "The credentials belong to a different account than the directory.",
  permission_denied:
    "The API key lacks permission for this. Use a standard API key, which covers numbers, trunking and pricing.",
  trial_account: "The account is a trial, limited to one number and one trunk. Upgrade it at the carrier.",
  compliance_hold:
    "The carrier won't sell the account new numbers: a compliance review is open, or the account isn't active. Resolve it in the carrier's console.",
  account_limit: "The account has reached a limit of the carrier, such as its 100 trunks. Ask the carrier to raise it.",
  no_funds: "The account has no funds. Add some in the carrier's console; it may take ten minutes to have an effect.",
};

const releaseRefused =
  "The carrier didn't release this number and still bills it: something is still attached to it, such as an emergency address.";

const releaseSentences: Record<string, string> = {
  not_ours: "The carrier has a different number here, so we didn't release it.",
  other_installation:
    "This number belongs to the installation that this database was copied from, so it was not given back.",
  carrier_unavailable:
    "The carrier hasn't confirmed this release for an hour and may still bill the number. We retry every hour; select Retry to try now.",
  interrupted:
    "An error on our side stopped the release of this number, and the carrier may still bill it. We retry every hour; select Retry to try now.",
};
