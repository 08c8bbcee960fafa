import { z } from "zod";
import { Password } from "@/lib/identity/credentials/schemas";
import { Timestamp } from "@/lib/platform/schemas";

export const AccountRecord = z
  .object({
    name: z.string(),
    email: z.string(),
    email_verified: z.boolean().meta({
      description:
        "Whether somebody has shown that they receive mail at this address. Until then, one organization only.",
    }),
    can_verify_email: z.boolean().meta({ description: "Whether a mail server is configured that can send a link." }),
    has_password: z.boolean().meta({ description: "False for who signs in with the organization's provider only." }),
    second_factor: z
      .object({ confirmed_at: Timestamp, recovery_codes_left: z.int() })
      .nullable()
      .meta({ description: "Null while a password alone signs in." }),
  })
  .meta({ id: "Account" });
export type AccountRecord = z.infer<typeof AccountRecord>;

export const ChangePasswordBody = z
  .strictObject({
    current_password: Password,
    new_password: Password,
    end_personal_access_tokens: z.boolean().prefault(true).meta({
      description: "Whether your personal access tokens stop working too, as they should if somebody knew it.",
    }),
  })
  .meta({ id: "ChangePassword" });
export type ChangePasswordBody = z.infer<typeof ChangePasswordBody>;
