import { z } from "zod";
import { Timestamp } from "@/lib/http/schemas";

/** A password as it is: whether it is a good one is said in a sentence, not by its shape. */
const Password = z.string().min(1, "Expected a password.").max(1024, "Expected at most 1,024 characters.");

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

/** Asked again before how somebody signs in is changed: an open browser is not enough. */
export const CurrentPasswordBody = z.strictObject({ current_password: Password }).meta({ id: "CurrentPassword" });
export type CurrentPasswordBody = z.infer<typeof CurrentPasswordBody>;

/** For what weakens the second factor. */
export const PasswordAndCodeBody = z
  .strictObject({
    current_password: Password,
    code: z
      .string()
      .min(1, "Expected a code.")
      .max(64, "Expected at most 64 characters.")
      .meta({ description: "The six digits that the authenticator app shows, or a recovery code." }),
  })
  .meta({ id: "PasswordAndCode" });
export type PasswordAndCodeBody = z.infer<typeof PasswordAndCodeBody>;

export const NewSecondFactor = z
  .object({
    secret: z.string().meta({ description: "Base32, for who cannot scan the code." }),
    uri: z.string().meta({ description: "The `otpauth:` address that an authenticator app scans." }),
  })
  .meta({ id: "NewSecondFactor" });
export type NewSecondFactor = z.infer<typeof NewSecondFactor>;

export const ConfirmSecondFactorBody = z
  .strictObject({ code: z.string().regex(/^\s*\d{3} ?\d{3}\s*$/, "Expected the six digits that the app shows.") })
  .meta({ id: "ConfirmSecondFactor" });
export type ConfirmSecondFactorBody = z.infer<typeof ConfirmSecondFactorBody>;

export const RecoveryCodes = z
  .object({ recovery_codes: z.array(z.string()).meta({ description: "Each signs in once. Shown only now." }) })
  .meta({ id: "RecoveryCodes" });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
