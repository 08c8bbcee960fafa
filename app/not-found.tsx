import Link from "next/link";
import { MessagePage } from "@/components/shell/message-page";
import { Button } from "@/components/ui/button";

export default function NotFound() {
  return (
    <main>
      <MessagePage
        title="Page not found"
        action={
          <Button asChild variant="outline">
            <Link href="/">Go to your numbers</Link>
          </Button>
        }
      >
        This page doesn’t exist, or you don’t have access to it.
      </MessagePage>
    </main>
  );
}
