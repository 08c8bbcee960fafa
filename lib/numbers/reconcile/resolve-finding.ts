import { CarrierError } from "@/lib/carriers/carrier";
import type { Finding } from "@/lib/generated/prisma/client";
import { type Context, requireScope } from "@/lib/identity/actor";
import { managePhoneNumbers } from "@/lib/identity/permissions";
import type { FindingAction, FindingRecord } from "@/lib/numbers/findings/schemas";
import { actionsByKind, serializeFinding } from "@/lib/numbers/findings/serialize-finding";
import { actProblem } from "@/lib/numbers/purchase/carrier-problem";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError, notFound } from "@/lib/platform/errors";
import { adoptFound, decideLoss, forgetNumber, rebindFound, retryPurchase, retryRelease } from "./finding-actions";

const acts: Record<FindingAction, (ctx: Context, finding: Finding) => Promise<void>> = {
  retry: (ctx, finding) => (finding.kind === "stopped_release" ? retryRelease : retryPurchase)(ctx, finding),
  adopt: adoptFound,
  rebind: rebindFound,
  forget: forgetNumber,
  accept_loss: (ctx, finding) => decideLoss(ctx, finding, "accepted"),
  ignore: (ctx, finding) => decideLoss(ctx, finding, "ignored"),
};

const resolutions: Record<FindingAction, string> = {
  retry: "retried",
  adopt: "adopted",
  rebind: "rebound",
  forget: "forgotten",
  accept_loss: "accepted",
  ignore: "ignored",
};

/**
 * Repeating the action changes nothing. Throws `forbidden`, `not_found`, `action_not_possible`,
 * `phone_number_limit_reached`, `carrier_unavailable`: each means that the directory did not change.
 */
export async function resolveFinding(ctx: Context, id: string, action: FindingAction): Promise<FindingRecord> {
  requireScope(ctx, managePhoneNumbers);
  const finding = await readFinding(ctx, id);
  if (finding.resolvedAt !== null) return serializeFinding(requireSameEnd(finding, action));
  if (!actionsByKind[finding.kind].includes(action)) {
    const words = actionsByKind[finding.kind].join(" or ");
    throw notPossible(words === "" ? "Nothing can be done about this." : `Available actions: ${words}.`);
  }
  try {
    await acts[action](ctx, finding);
  } catch (error) {
    throw error instanceof CarrierError ? actProblem(error) : error;
  }
  return serializeFinding(requireSameEnd(await readFinding(ctx, id), action));
}

/** A closed finding counts as success when its resolution matches the action. */
function requireSameEnd(finding: Finding, action: FindingAction): Finding {
  if (finding.resolution === resolutions[action]) return finding;
  throw notPossible(
    finding.resolvedAt === null
      ? "Things changed at the carrier. We'll update this at the next check."
      : "This was already resolved another way.",
  );
}

async function readFinding(ctx: Context, id: string): Promise<Finding> {
  const where = { id, organizationId: ctx.organizationId };
  const finding = await tenant(ctx).transaction((tx) => tx.finding.findUnique({ where }));
  if (!finding) throw notFound("The finding");
  return finding;
}

function notPossible(detail: string): AppError {
  return new AppError("action_not_possible", detail);
}
