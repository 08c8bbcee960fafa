import { z } from "zod";
import { unstorableText } from "@/lib/platform/parse-json";
import { scopes } from "./scopes";

export const Scope = z.enum(scopes).meta({ id: "Scope", description: "Permission of a credential." });
export type Scope = z.infer<typeof Scope>;

export const Role = z.enum(["admin", "viewer"]).meta({
  id: "Role",
  description: "`admin` has every scope, `viewer` every scope that reads.",
});
export type Role = z.infer<typeof Role>;

/** The calling credential's scopes in its organization. */
export const MyScopes = z.array(Scope).meta({ id: "MyScopes" });
export type MyScopes = z.infer<typeof MyScopes>;

const storableText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => unstorableText(text) === undefined);

/** The sign-in form's fields, next to next-auth's own. */
export const SignInBody = z.object({
  email: storableText(254),
  password: storableText(1_024),
  code: storableText(64).optional(),
});
export type SignInBody = z.infer<typeof SignInBody>;
