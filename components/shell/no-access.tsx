import { MessagePage } from "./message-page";

/** Tells the user who can grant the missing scope. */
export function NoAccess({ what, organization }: { what: string; organization: string }) {
  return (
    <MessagePage title={`You don’t have access to ${what}`}>
      Your role in {organization} doesn’t include this. Ask an admin of {organization} for access.
    </MessagePage>
  );
}
