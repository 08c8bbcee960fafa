import { z } from "zod";
import { Timestamp, Uuid } from "@/lib/platform/schemas";

export const SessionRecord = z
  .object({
    id: z.uuid(),
    current: z.boolean().meta({ description: "The session that asks." }),
    method: z.enum(["password", "oidc"]),
    address: z.string().nullable(),
    user_agent: z.string().nullable(),
    created_at: Timestamp,
    seen_at: Timestamp.meta({ description: "Its last use, to the minute." }),
    expires_at: Timestamp,
  })
  .meta({ id: "Session" });
export type SessionRecord = z.infer<typeof SessionRecord>;

export const SessionList = z.object({ data: z.array(SessionRecord) }).meta({ id: "SessionList" });
export type SessionList = z.infer<typeof SessionList>;

export const SessionParams = z.object({ sessionId: Uuid });
