import type { Agent, AgentVersion } from "@/lib/generated/prisma/client";
import { type Context, requireScope } from "@/lib/identity/actor";
import { manageAgents } from "@/lib/identity/permissions";
import { lockPhoneNumbers } from "@/lib/numbers/phone-numbers/lock-phone-numbers";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { serializePhoneNumber } from "@/lib/numbers/phone-numbers/serialize-phone-number";
import type { Tx } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import { auditAgent, versionState } from "./agent-audit";
import { holdAgent } from "./agent-store";
import { requireAll, requireExpected, requireInService } from "./check-numbers";
import { requireFittingConfig } from "./config-schema";
import { assign, isChanged, unassign } from "./plan-assignment";
import type { PublishAgentVersionBody } from "./schemas";
import { readVersion, type VersionOf } from "./version-store";
import { writeAssignment } from "./write-assignment";

/**
 * Publishes the version, assigns it to some numbers, and removes its agent from others, all or nothing, with a constant
 * number of statements. Returns the numbers that now hold it and those that lost the agent.
 * Throws `forbidden`, `not_found`, `agent_inactive`, `validation_failed` for a draft that violates the operator's
 * schema, `number_out_of_service`, or `precondition_failed` when a number holds something other than `expected`.
 */
export async function publishAgentVersion(
  ctx: Context,
  reference: VersionOf,
  body: PublishAgentVersionBody,
): Promise<PhoneNumberRecord[]> {
  requireScope(ctx, manageAgents);
  const assigned = [...new Set(body.phone_numbers)];
  const unassigned = [...new Set(body.unassign_phone_numbers)];
  return tenant(ctx).transaction(async (tx) => {
    const agent = await holdAgent(tx, ctx, reference.agentId);
    if (!agent.active && assigned.length > 0) throw inactive(agent);
    const version = await readVersion(tx, ctx, reference);
    if (!version.published) requireFittingConfig(version.config);
    await publish(tx, ctx, version);
    const rows = await lockPhoneNumbers(tx, ctx, [...assigned, ...unassigned]);
    requireAll(rows, [...assigned, ...unassigned]);
    requireExpected(rows, body.expected);
    const toAssign = requireAll(rows, assigned);
    requireInService(toAssign);
    const terms = { version: { ...version, agent }, direction: body.direction, at: new Date() };
    const gained = toAssign.map((row) => assign(row, terms));
    const lost = requireAll(rows, unassigned).map((row) => unassign(row, terms));
    await writeAssignment(tx, ctx, [...gained, ...lost]);
    return [...gained, ...lost.filter(isChanged)].map(({ after }) => serializePhoneNumber(after));
  });
}

/** Only one of two concurrent calls writes it and its event. */
async function publish(tx: Tx, ctx: Context, version: AgentVersion): Promise<void> {
  if (version.published) return;
  const { count } = await tx.agentVersion.updateMany({
    where: { id: version.id, organizationId: ctx.organizationId, published: false },
    data: { published: true, updatedAt: new Date() },
  });
  if (count === 0) return;
  await auditAgent(tx, ctx, {
    action: "agent.version_published",
    agentId: version.agentId,
    before: versionState(version),
    after: versionState({ ...version, published: true }),
  });
}

function inactive({ name }: Agent): AppError {
  return new AppError("agent_inactive", `${name} is inactive. Activate it before assigning numbers.`);
}
