import type { Prisma } from "@/lib/generated/prisma/client";
import type { Actor, Context } from "@/lib/identity/actor";
import type { AuditAction } from "./schemas";

/** Who acted, with what and from where: every Context is one, and so is what a job remembers of the request behind it. */
export type AuditSource = Pick<Context, "organizationId" | "credential" | "address" | "requestId"> & {
  actor: { kind: Actor["kind"]; id: string | null; userId?: string | null };
};

export type AuditEvent = {
  action: AuditAction;
  /** The id of what changed. */
  targetId: string;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
};
