import { z } from "zod";

/** Checks no password rules, which have their own error messages. */
export const Password = z.string().min(1, "Enter a password.").max(1024, "Use at most 1,024 characters.");

/** Required again for sign-in changes, because an open browser is not proof enough. */
export const CurrentPasswordBody = z.strictObject({ current_password: Password }).meta({ id: "CurrentPassword" });
export type CurrentPasswordBody = z.infer<typeof CurrentPasswordBody>;

export const PasswordAndCodeBody = z
  .strictObject({
    current_password: Password,
    code: z
      .string()
      .min(1, "Enter a code.")
      .max(64, "Use at most 64 characters.")
      .meta({ description: "The six digits that the authenticator app shows, or a recovery code." }),
  })
  .meta({ id: "PasswordAndCode" });
export type PasswordAndCodeBody = z.infer<typeof PasswordAndCodeBody>;
