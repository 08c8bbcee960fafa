import type { AccountReason } from "@/lib/carriers/carrier";
import type { Finding } from "@/lib/generated/prisma/client";
import { type FindingAction, FindingDetails, type FindingKind, type FindingRecord } from "./schemas";

/** What may be done about each kind; the rest is done by the sweep itself. */
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

/** The wire shape of a finding, with its sentence. */
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
      return (
        FindingDetails.parse(details).sentence ??
        "The carrier has not said for certain whether it sold this number, so its purchase waits."
      );
    case "unlisted_number":
      if (organizationId === null) return "The carrier bills this number with a tag that no purchase here has.";
      return "The carrier has this number for you and bills it, but it is not in your directory.";
    case "lost_number":
      return FindingDetails.parse(details).back
        ? "The carrier has this number again, but your plan has no free slot for it."
        : "The carrier does not have this number any more, so nobody can call it.";
    case "wrong_binding":
      return "The carrier sends calls to this number elsewhere, so your agents do not get them.";
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
  return `The carrier does not list ${missing} of your ${active} numbers in service: ${list}. So many at once are more often a fault at the carrier than a loss, so nothing was changed. Accept the loss to take them out of service, or ignore it to keep them.`;
}

function accountRefusal({ account_reason: reason = "authentication_failed", carrier_code: code }: FindingDetails) {
  return `${accountProblems[reason]}${code === undefined ? "" : ` The carrier's code is ${code}.`}`;
}

/** For the operator: what is wrong, and what to do. */
export const accountProblems: Record<AccountReason, string> = {
  authentication_failed:
    "The carrier does not accept the credentials. Check the account SID, the token or the API key, and that the account is active.",
  account_suspended:
    "The carrier has suspended or closed the account. Check its balance and status in the carrier's console.",
  wrong_account: "The credentials open another account than the one that the directory belongs to.",
  permission_denied:
    "The API key may not do what was asked. Use a standard API key, which reaches numbers, trunking and pricing.",
  trial_account: "The account is a trial, which holds one number and one trunk. Upgrade it at the carrier.",
  compliance_hold:
    "The carrier gives the account no new numbers: a compliance review is open, or the account is not active. Settle it in the carrier's console.",
  account_limit: "The account has reached a limit of the carrier, such as its 100 trunks. Ask the carrier to raise it.",
  no_funds: "The account has no funds. Add some in the carrier's console; it may take ten minutes to have an effect.",
};

const releaseRefused =
  "The carrier did not take this number back and still bills it: something hangs on it there, such as an emergency address.";

const releaseSentences: Record<string, string> = {
  not_ours: "The carrier has another number in this one's place, so it was not given back.",
  other_installation:
    "This number belongs to the installation that this database was copied from, so it was not given back.",
  carrier_unavailable:
    "The carrier has not confirmed for an hour that it took this number back, and may still bill it. It is asked again every hour, and at once with Retry.",
  interrupted:
    "An error on our side stopped the release of this number, which the carrier may still bill. It is tried again every hour, and at once with Retry.",
};
