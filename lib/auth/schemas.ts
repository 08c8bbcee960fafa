import { z } from "zod";
import { scopes } from "./scopes";

export const Scope = z.enum(scopes).meta({ id: "Scope", description: "What a credential may do." });
export type Scope = z.infer<typeof Scope>;

/** The scopes of the calling credential in its organization: a flat list. */
export const MyScopes = z.array(Scope).meta({ id: "MyScopes" });
export type MyScopes = z.infer<typeof MyScopes>;
