import { MessagePage } from "./message-page";

/** For a page whose scope the user lacks: says who can change that. */
export function NoAccess({ what, organization }: { what: string; organization: string }) {
  return (
    <MessagePage title={`You don’t have access to ${what}`}>
      Your role in {organization} doesn’t include this. Ask an admin of {organization} for access.
    </MessagePage>
  );
}
