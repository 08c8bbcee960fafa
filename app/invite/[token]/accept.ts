"use server";

import { cookies, headers } from "next/headers";
import { joinAsNewUser, joinWithAccount } from "@/lib/identity/invitations/accept-invitation";
import { NewMemberBody } from "@/lib/identity/invitations/schemas";
import { findSession } from "@/lib/identity/sessions/find-session";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { clientAddressOf } from "@/lib/platform/network/client-address";

type Accepted = { slug: string; email: string } | { error: string };

/** Joins as the signed-in user or, with a name and password, as a new user. Next.js rejects other origins. */
export async function acceptInvitation(token: string, newcomer?: NewMemberBody): Promise<Accepted> {
  const sent = await headers();
  const request = { address: clientAddressOf(sent), requestId: sent.get("x-request-id") ?? "page" };
  try {
    if (newcomer) return await joinAsNewUser(token, readNewcomer(newcomer), request);
    const session = await findSession(await cookies());
    if (!session) return { error: "Sign in first." };
    return await joinWithAccount(token, session.userId, request);
  } catch (error) {
    if (error instanceof AppError) return { error: error.detail };
    log().error({ error, request_id: request.requestId }, "invitation not accepted");
    return { error: "Something failed on our side. Try again in a moment." };
  }
}

function readNewcomer(sent: NewMemberBody): NewMemberBody {
  const { data, error } = NewMemberBody.safeParse(sent);
  if (data) return data;
  throw new AppError("validation_failed", error.issues[0]?.message ?? "Fill in both fields.");
}
