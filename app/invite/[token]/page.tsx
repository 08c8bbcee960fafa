import type { Metadata } from "next";
import { JoinAsNewUser } from "@/components/invitations/join-as-new-user";
import { JoinWithAccount } from "@/components/invitations/join-with-account";
import { SignInFirst } from "@/components/invitations/sign-in-first";
import { TakeOver } from "@/components/invitations/take-over";
import { BrandMark } from "@/components/shell/brand-mark";
import { MessagePage } from "@/components/shell/message-page";
import { getSignedInUser } from "@/lib/http/page-context";
import { findInvitation, type OpenInvitation } from "@/lib/identity/invitations/find-invitation";
import { acceptInvitation } from "./accept";

export const metadata: Metadata = { title: "Invitation", robots: "noindex", referrer: "no-referrer" };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await findInvitation(token);
  if (!invitation) {
    return (
      <main>
        <MessagePage title="This invitation is no longer valid">
          It was used, revoked, replaced or has expired. Ask for a new one.
        </MessagePage>
      </main>
    );
  }
  const { organization, invitedBy, role } = invitation;
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-[380px] pb-[8vh]">
        <p className="mb-6 flex items-center justify-center gap-2.5 font-semibold text-lg tracking-[-0.012em]">
          <BrandMark size={24} />
          Trunkline
        </p>
        <div className="rounded-dialog border bg-surface p-6 shadow-lift">
          <h1 className="font-semibold text-lg tracking-[-0.012em]">Join {organization.name}</h1>
          <p className="mt-1 mb-5 text-muted-foreground">
            {invitedBy ?? "An admin"} invited you to join as {role === "admin" ? "an admin" : "a viewer"}.
          </p>
          <Way token={token} invitation={invitation} />
        </div>
      </div>
    </main>
  );
}

async function Way({ token, invitation }: { token: string; invitation: OpenInvitation }) {
  const { email, hasAccount, mayTakeOver } = invitation;
  const user = await getSignedInUser();
  const accept = acceptInvitation.bind(null, token);
  if (!user && mayTakeOver) return <TakeOver accept={accept} email={email} path={`/invite/${token}`} />;
  if (user?.email === email) return <JoinWithAccount accept={accept} email={email} />;
  if (user || hasAccount) return <SignInFirst email={email} signedInAs={user?.email} path={`/invite/${token}`} />;
  return <JoinAsNewUser accept={accept} email={email} />;
}
