import Link from "next/link";
import { SignOutButton } from "@/components/sign-in/sign-out-button";
import { Button } from "@/components/ui/button";

type SignInFirstProps = { email: string; signedInAs: string | undefined; path: string };

/** The invited address has an account, or a different user is signed in. */
export function SignInFirst({ email, signedInAs, path }: SignInFirstProps) {
  if (signedInAs) {
    return (
      <div className="grid gap-4">
        <p>
          This invitation is for {email}, but you’re signed in as {signedInAs}. Sign out and open the link again.
        </p>
        <SignOutButton />
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <p>{email} already has an account. Sign in to accept.</p>
      <Button asChild className="w-full">
        <Link href={`/sign-in?from=${encodeURIComponent(path)}`}>Sign in</Link>
      </Button>
    </div>
  );
}
