import { z } from "zod";
import { Password } from "@/lib/identity/credentials/schemas";
import { Timestamp } from "@/lib/platform/schemas";

export const AccountRecord = z
  .object({
    name: z.string(),
    email: z.string(),
    email_verified: z.boolean().meta({
      description: "Whether the address is confirmed. Until then, the account can be in one organization only.",
    }),
    can_verify_email: z.boolean().meta({ description: "Whether a mail server is configured that can send a link." }),
    has_password: z
      .boolean()
      .meta({ description: "False for users who sign in only with the organization's identity provider." }),
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
      description: "Whether to delete your personal access tokens too, for example if someone knew the password.",
    }),
  })
  .meta({ id: "ChangePassword" });
export type ChangePasswordBody = z.infer<typeof ChangePasswordBody>;
