import type { Metadata } from "next";
import { ConfirmEmail } from "@/components/account/confirm-email";
import { PageHeader } from "@/components/ui/page-header";
import { getAccountContext } from "@/lib/http/page-context";
import { confirmEmail } from "./confirm";

export const metadata: Metadata = { title: "Confirm your email address", robots: "noindex", referrer: "no-referrer" };

export default async function VerifyEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { user } = await getAccountContext();
  return (
    <>
      <PageHeader title="Email address" description={`Confirm that ${user.email} is yours.`} />
      <ConfirmEmail confirm={confirmEmail.bind(null, token)} />
    </>
  );
}
