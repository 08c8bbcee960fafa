import { MessagePage } from "./message-page";

/** For a page whose scope the user lacks: says who can change that. */
export function NoAccess({ what, organization }: { what: string; organization: string }) {
  return (
    <MessagePage title={`You can’t see ${what} here`}>
      Your role in {organization} does not include them. An admin of {organization} can give you access.
    </MessagePage>
  );
}
