import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { BrandMark } from "@/components/shell/brand-mark";
import { errorSentence } from "@/components/sign-in/error-sentence";
import { returnPath } from "@/components/sign-in/return-path";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { getSignedInUser } from "@/lib/http/page-context";
import { oidcName } from "@/lib/identity/authentication/sign-in-options";

export const metadata: Metadata = { title: "Sign in" };

type SignInPageProps = { searchParams: Promise<{ from?: string | string[]; error?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { from, error } = await searchParams;
  const returnTo = returnPath(from);
  if (await getSignedInUser()) redirect(returnTo);
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-[360px] pb-[8vh]">
        <p className="mb-6 flex items-center justify-center gap-2.5 font-semibold text-lg tracking-[-0.012em]">
          <BrandMark size={24} />
          Trunkline
        </p>
        <div className="rounded-dialog border bg-surface p-6 shadow-lift">
          <h1 className="mb-5 font-semibold text-lg tracking-[-0.012em]">Sign in</h1>
          <SignInForm
            returnTo={returnTo}
            firstError={errorSentence(Array.isArray(error) ? error[0] : error)}
            oidcName={oidcName()}
          />
        </div>
      </div>
    </main>
  );
}
