import { redirect } from "next/navigation";
import { MessagePage } from "@/components/shell/message-page";
import { SignOutButton } from "@/components/sign-in/sign-out-button";
import { getSignedInUser } from "@/lib/http/page-context";

export default async function HomePage() {
  const user = await getSignedInUser();
  if (!user) redirect("/sign-in");
  const [first] = user.organizations;
  if (first) redirect(`/${first.slug}/phone-numbers`);
  return (
    <main>
      <MessagePage title="You're not in an organization yet" action={<SignOutButton />}>
        Ask an admin to invite {user.email}, then sign in again.
      </MessagePage>
    </main>
  );
}
