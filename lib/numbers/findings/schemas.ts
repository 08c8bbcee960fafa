import { z } from "zod";
import { accountReasons } from "@/lib/carriers/carrier";
import { E164, listQuery, pageOf, Timestamp, Uuid } from "@/lib/platform/schemas";

export const FindingKind = z.enum([
  "stuck_purchase",
  "unlisted_number",
  "lost_number",
  "wrong_binding",
  "counter_mismatch",
  "stopped_release",
  "missing_numbers",
  "account_refusal",
]);
export type FindingKind = z.infer<typeof FindingKind>;

export const FindingAction = z.enum(["retry", "adopt", "rebind", "forget", "accept_loss", "ignore"]);
export type FindingAction = z.infer<typeof FindingAction>;

export const FindingDetails = z.object({
  purchase_id: z.uuid().optional(),
  sentence: z.string().optional(),
  phone_number_id: z.uuid().optional(),
  carrier_trunk_id: z.string().nullable().optional(),
  /** The carrier lists a lost number again. */
  back: z.boolean().optional(),
  release_problem: z.string().optional(),
  /** Counts the unlisted and all active numbers, and names the first unlisted ones. */
  missing: z.int().optional(),
  active: z.int().optional(),
  phone_numbers: z.array(z.string()).optional(),
  account_reason: z.enum(accountReasons).optional(),
  carrier_code: z.int().optional(),
});
export type FindingDetails = z.infer<typeof FindingDetails>;

export const FindingRecord = z
  .object({
    id: z.uuid(),
    kind: FindingKind,
    phone_number: E164.nullable(),
    managed_account_id: z.uuid().nullable(),
    detail: z.string().meta({ description: "The finding in one sentence." }),
    actions: z.array(FindingAction).meta({ description: "Actions that can resolve it." }),
    first_seen_at: Timestamp,
    last_seen_at: Timestamp,
    resolved_at: Timestamp.nullable(),
    resolution: z.string().nullable().meta({ description: "How it was resolved." }),
  })
  .meta({ id: "Finding", description: "A difference between the directory and the carrier." });
export type FindingRecord = z.infer<typeof FindingRecord>;

export const FindingPage = pageOf(FindingRecord, "FindingPage").extend({
  compared_at: Timestamp.nullable().meta({
    description: "When the directory was last compared with the carrier in full; null before the first time.",
  }),
});
export type FindingPage = z.infer<typeof FindingPage>;

export const ListFindingsQuery = z.strictObject({ limit: listQuery.limit, cursor: listQuery.cursor });
export type ListFindingsQuery = z.infer<typeof ListFindingsQuery>;

export const FindingParams = z.object({ findingId: Uuid });

export const ResolveFindingBody = z.strictObject({ action: FindingAction }).meta({ id: "ResolveFinding" });
