import { Prisma, type Trunk } from "@/lib/generated/prisma/client";
import { encrypt } from "@/lib/platform/crypto/encryption";
import { invalidField } from "@/lib/platform/errors";
import { InboundConfig, OutboundConfig, type UpdateTrunkBody } from "./schemas";

export type TrunkSettings = Pick<
  Prisma.TrunkUncheckedCreateInput,
  "name" | "inboundConfig" | "outboundConfig" | "inboundPassword" | "outboundPassword"
>;

type Login = { auth_username: string | null; auth_password?: string | undefined };

/**
 * Converts a body to columns, with passwords encrypted for this row. An omitted password keeps the stored one only
 * where it was already sent: a new address or a less secure transport would expose it to parties that it was never
 * shared with. Throws `validation_failed`.
 */
export function settingsOf(trunkId: string, body: UpdateTrunkBody, stored?: Trunk): TrunkSettings {
  const inbound = InboundConfig.parse(body.inbound_config);
  const outbound = body.outbound_config && OutboundConfig.parse(body.outbound_config);
  return {
    name: body.name,
    inboundConfig: inbound,
    outboundConfig: outbound ?? Prisma.DbNull,
    inboundPassword: passwordOf(trunkId, "inbound", body.inbound_config, keptInbound(inbound, stored)),
    outboundPassword:
      body.outbound_config && passwordOf(trunkId, "outbound", body.outbound_config, keptOutbound(body, stored)),
  };
}

function passwordOf(trunkId: string, side: "inbound" | "outbound", login: Login, kept: string | null): string | null {
  const path = `${side}_config.auth_password`;
  if (login.auth_username === null) {
    if (login.auth_password === undefined) return null;
    throw invalidField(`${side}_config.auth_username`, "A password needs a username.");
  }
  if (login.auth_password !== undefined) return encrypt(login.auth_password, `trunk:${trunkId}:${side}`);
  if (kept !== null) return kept;
  throw invalidField(
    path,
    `Re-enter the password when the ${side === "inbound" ? "username changes" : "address, username, transport or encryption changes"}.`,
  );
}

function keptInbound(next: InboundConfig, stored?: Trunk): string | null {
  const before = stored && InboundConfig.parse(stored.inboundConfig);
  return before?.auth_username === next.auth_username ? (stored?.inboundPassword ?? null) : null;
}

function keptOutbound({ outbound_config: next }: UpdateTrunkBody, stored?: Trunk): string | null {
  if (!stored?.outboundConfig) return null;
  const before = OutboundConfig.parse(stored.outboundConfig);
  const place = ["address", "auth_username", "transport", "media_encryption"] as const;
  return place.every((member) => before[member] === next?.[member]) ? stored.outboundPassword : null;
}
