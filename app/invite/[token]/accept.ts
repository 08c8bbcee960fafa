"use server";

import { cookies, headers } from "next/headers";
import { AppError } from "@/lib/errors";
import { joinAsNewUser, joinWithAccount } from "@/lib/invitations/accept-invitation";
import { NewMemberBody } from "@/lib/invitations/schemas";
import { log } from "@/lib/log";
import { clientAddressOf } from "@/lib/network/client-address";
import { findSession } from "@/lib/sessions/find-session";

type Accepted = { slug: string; email: string } | { error: string };

/** Joins as the signed-in user, or, with a name and a password, as a new one. Next refuses other origins. */
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
    return { error: "The server made a mistake. Try again in a moment." };
  }
}

function readNewcomer(sent: NewMemberBody): NewMemberBody {
  const { data, error } = NewMemberBody.safeParse(sent);
  if (data) return data;
  throw new AppError("validation_failed", error.issues[0]?.message ?? "Fill in both fields.");
}
