import Link from "next/link";
import { MessagePage } from "@/components/shell/message-page";
import { Button } from "@/components/ui/button";

export default function NotFound() {
  return (
    <main>
      <MessagePage
        title="There is nothing at this address"
        action={
          <Button asChild variant="outline">
            <Link href="/">Go to your numbers</Link>
          </Button>
        }
      >
        The page does not exist, or it belongs to an organization you are no member of.
      </MessagePage>
    </main>
  );
}
