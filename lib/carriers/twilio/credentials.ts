import { z } from "zod";

const accountSid = z.string().regex(/^AC[0-9a-f]{32}$/i, "must be AC and 32 hexadecimal digits");
const secret = z.string().min(1);

const ApiKeyCredentials = z.object({
  account_sid: accountSid,
  api_key_sid: z.string().regex(/^SK[0-9a-f]{32}$/i, "must be SK and 32 hexadecimal digits"),
  api_key_secret: secret,
});

const AuthTokenCredentials = z.object({ account_sid: accountSid, auth_token: secret });

/** An API key can be revoked separately and is preferred. @see https://www.twilio.com/docs/iam/api-keys */
export const TwilioCredentials = z.union([ApiKeyCredentials, AuthTokenCredentials]);
export type TwilioCredentials = z.infer<typeof TwilioCredentials>;
