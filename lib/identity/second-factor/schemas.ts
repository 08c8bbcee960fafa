import { z } from "zod";

export const NewSecondFactor = z
  .object({
    secret: z.string().meta({ description: "Base32, for people who can't scan the code." }),
    uri: z.string().meta({ description: "The `otpauth:` address that an authenticator app scans." }),
  })
  .meta({ id: "NewSecondFactor" });
export type NewSecondFactor = z.infer<typeof NewSecondFactor>;

export const ConfirmSecondFactorBody = z
  .strictObject({ code: z.string().regex(/^\s*\d{3} ?\d{3}\s*$/, "Enter the 6-digit code from your app.") })
  .meta({ id: "ConfirmSecondFactor" });
export type ConfirmSecondFactorBody = z.infer<typeof ConfirmSecondFactorBody>;

export const RecoveryCodes = z
  .object({ recovery_codes: z.array(z.string()).meta({ description: "Each signs in once. Shown only now." }) })
  .meta({ id: "RecoveryCodes" });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
