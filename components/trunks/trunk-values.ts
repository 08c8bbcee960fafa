import type { z } from "zod";
import type { MediaEncryption, Transport, TrunkRecord } from "@/lib/trunks/schemas";

/** Every field, including hidden ones. */
export type TrunkValues = {
  name: string;
  noiseCancellation: boolean;
  inboundEncryption: z.infer<typeof MediaEncryption>;
  /** One range per line. */
  allowedAddresses: string;
  inboundUsername: string;
  inboundPassword: string;
  dialsOut: boolean;
  address: string;
  transport: z.infer<typeof Transport>;
  outboundEncryption: z.infer<typeof MediaEncryption>;
  outboundUsername: string;
  outboundPassword: string;
};

export const blankTrunk: TrunkValues = {
  name: "",
  noiseCancellation: false,
  inboundEncryption: "NONE",
  allowedAddresses: "",
  inboundUsername: "",
  inboundPassword: "",
  dialsOut: false,
  address: "",
  transport: "UDP",
  outboundEncryption: "NONE",
  outboundUsername: "",
  outboundPassword: "",
};

/** Password fields start empty, because the API never returns passwords. */
export function valuesOf({ name, inbound_config: inbound, outbound_config: outbound }: TrunkRecord): TrunkValues {
  return {
    ...blankTrunk,
    name,
    noiseCancellation: inbound.enable_noise_cancellation,
    inboundEncryption: inbound.media_encryption,
    allowedAddresses: inbound.allowed_addresses.join("\n"),
    inboundUsername: inbound.auth_username ?? "",
    dialsOut: outbound !== null,
    ...(outbound && {
      address: outbound.address,
      transport: outbound.transport,
      outboundEncryption: outbound.media_encryption,
      outboundUsername: outbound.auth_username,
    }),
  };
}

/** Omits empty passwords, which keeps the stored ones. */
export function bodyOf(values: TrunkValues) {
  return {
    name: values.name,
    inbound_config: {
      enable_noise_cancellation: values.noiseCancellation,
      media_encryption: values.inboundEncryption,
      allowed_addresses: values.allowedAddresses.split(/[\s,]+/).filter(Boolean),
      auth_username: values.inboundUsername.trim() || null,
      ...(values.inboundPassword !== "" && { auth_password: values.inboundPassword }),
    },
    outbound_config: values.dialsOut
      ? {
          address: values.address.trim(),
          transport: values.transport,
          media_encryption: values.outboundEncryption,
          auth_username: values.outboundUsername.trim(),
          ...(values.outboundPassword !== "" && { auth_password: values.outboundPassword }),
        }
      : null,
  };
}
