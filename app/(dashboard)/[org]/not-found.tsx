"use client";

import Link from "next/link";
import { useOrganization } from "@/components/organizations/organization-context";
import { MessagePage } from "@/components/shell/message-page";
import { Button } from "@/components/ui/button";

export default function NotFound() {
  const { slug, name } = useOrganization();
  return (
    <MessagePage
      title="There is nothing at this address"
      action={
        <Button asChild variant="outline">
          <Link href={`/${slug}/phone-numbers`}>Go to your numbers</Link>
        </Button>
      }
    >
      The page does not exist, or what it showed is no longer in {name}.
    </MessagePage>
  );
}
