import { z } from "zod";
import { displayName } from "@/lib/platform/names/schemas";
import { canonicalHostPort, findHostPort } from "@/lib/platform/network/host-port";
import { listQuery, pageOf, Timestamp, Uuid, Warnings } from "@/lib/platform/schemas";

export const MediaEncryption = z.enum(["NONE", "SRTP"]);
export const Transport = z.enum(["UDP", "TCP", "TLS"]);

const TrunkName = displayName(100, "Enter a name for the trunk.").meta({ example: "Office PBX" });

const AuthUsername = z
  .string("Enter a username.")
  .regex(/^[\x21-\x7e]{1,128}$/, "Enter a username: at most 128 ASCII characters, without spaces.")
  .meta({ example: "trunkline" });

const AuthPassword = z
  .string("Enter a password.")
  .regex(/^\P{Cc}{1,256}$/u, "Use 1 to 256 characters, without line breaks or tabs.")
  .meta({ description: "Write-only: stored encrypted and never returned." });

const Address = z
  .string()
  .max(260)
  .refine(
    (text) => findHostPort(text) !== undefined,
    "Enter a host, optionally with a port, such as sip.example.com:5060.",
  )
  .overwrite((text) => canonicalHostPort(text) ?? text)
  .meta({
    description:
      "host[:port], publicly reachable; kept in lower case and ASCII. The host is an IP address, or a name with A, AAAA or SIP's SRV records; one that DNS does not know right now is a warning.",
    example: "sip.example.com:5060",
  });

const AddressRange = z
  .union([z.cidrv4(), z.cidrv6()], "Expected a CIDR range such as 198.51.100.0/24, or 198.51.100.7/32 for one address.")
  .meta({ example: "198.51.100.0/24" });

const inbound = {
  enable_noise_cancellation: z.boolean().default(false),
  media_encryption: MediaEncryption.default("NONE"),
  allowed_addresses: z
    .array(AddressRange)
    .max(100, "Use at most 100 ranges.")
    .default([])
    .meta({ description: "Addresses that calls may come from; empty allows any." }),
  auth_username: AuthUsername.nullable().default(null),
};

const outbound = {
  address: Address,
  auth_username: AuthUsername,
  transport: Transport.default("UDP"),
  media_encryption: MediaEncryption.default("NONE"),
};

/** As stored, without the passwords, which have their own columns. */
export const InboundConfig = z.object(inbound);
export type InboundConfig = z.output<typeof InboundConfig>;
export const OutboundConfig = z.object(outbound);
export type OutboundConfig = z.output<typeof OutboundConfig>;

const InboundConfigBody = z.strictObject({ ...inbound, auth_password: AuthPassword.optional() });

export const CreateTrunkBody = z
  .strictObject({
    name: TrunkName,
    inbound_config: InboundConfigBody.prefault({}),
    outbound_config: z
      .strictObject({ ...outbound, auth_password: AuthPassword })
      .nullable()
      .default(null),
  })
  .meta({ id: "CreateTrunk" });
export type CreateTrunkBody = z.output<typeof CreateTrunkBody>;

const kept =
  "Omit it to keep the stored one, as long as address, auth_username, transport and media_encryption stay the same.";

export const UpdateTrunkBody = z
  .strictObject({
    name: TrunkName,
    inbound_config: InboundConfigBody.prefault({}),
    outbound_config: z
      .strictObject({ ...outbound, auth_password: AuthPassword.optional().meta({ description: kept }) })
      .nullable()
      .default(null),
  })
  .meta({ id: "UpdateTrunk", description: "The whole trunk: omitted fields get their defaults." });
export type UpdateTrunkBody = z.output<typeof UpdateTrunkBody>;

const passwordSet = { auth_password_set: z.boolean() };

const trunk = {
  id: z.uuid(),
  name: z.string(),
  managed_account_id: z.uuid().nullable().meta({ description: "Set on a managed trunk, which is read-only." }),
  inbound_config: InboundConfig.extend(passwordSet),
  outbound_config: OutboundConfig.extend(passwordSet).nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
};

export const TrunkRecord = z.object(trunk).meta({ id: "Trunk" });
export type TrunkRecord = z.infer<typeof TrunkRecord>;

export const SavedTrunk = TrunkRecord.extend({ warnings: Warnings }).meta({ id: "SavedTrunk" });
export type SavedTrunk = z.infer<typeof SavedTrunk>;

export const TrunkListItem = z.object({ ...trunk, phone_number_count: z.int() }).meta({ id: "TrunkListItem" });
export type TrunkListItem = z.infer<typeof TrunkListItem>;

export const TrunkPage = pageOf(TrunkListItem, "TrunkPage");
export type TrunkPage = z.infer<typeof TrunkPage>;

export const ListTrunksQuery = z.strictObject({
  ...listQuery,
  name: z.string().min(1).max(100).optional().meta({ description: "Any part of the name, in either case." }),
});
export type ListTrunksQuery = z.infer<typeof ListTrunksQuery>;

export const TrunkParams = z.object({ trunkId: Uuid });
