import { z } from "zod";

/** A password as it is: whether it is a good one is said in a sentence, not by its shape. */
export const Password = z.string().min(1, "Enter a password.").max(1024, "Use at most 1,024 characters.");

/** Asked again before how somebody signs in is changed: an open browser is not enough. */
export const CurrentPasswordBody = z.strictObject({ current_password: Password }).meta({ id: "CurrentPassword" });
export type CurrentPasswordBody = z.infer<typeof CurrentPasswordBody>;

/** For what weakens the second factor. */
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
