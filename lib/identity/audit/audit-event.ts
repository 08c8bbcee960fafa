import type { Prisma } from "@/lib/generated/prisma/client";
import type { Actor, Context } from "@/lib/identity/actor";
import type { AuditAction } from "./schemas";

/** Who acted, with which credential, and from where. A job stores the source of the request behind it. */
export type AuditSource = Pick<Context, "organizationId" | "credential" | "address" | "requestId"> & {
  actor: { kind: Actor["kind"]; id: string | null; userId?: string | null };
};

export type AuditEvent = {
  action: AuditAction;
  targetId: string;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
};
