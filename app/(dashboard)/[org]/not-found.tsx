"use client";

import Link from "next/link";
import { useOrganization } from "@/components/organizations/organization-context";
import { MessagePage } from "@/components/shell/message-page";
import { Button } from "@/components/ui/button";

export default function NotFound() {
  const { slug, name } = useOrganization();
  return (
    <MessagePage
      title="Page not found"
      action={
        <Button asChild variant="outline">
          <Link href={`/${slug}/phone-numbers`}>Go to your numbers</Link>
        </Button>
      }
    >
      This page doesn’t exist, or what it showed is no longer in {name}.
    </MessagePage>
  );
}
