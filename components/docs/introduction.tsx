import type { ReactNode } from "react";
import { Code } from "./inline-code";

export const chapters = [
  { id: "authentication", title: "Authentication" },
  { id: "errors", title: "Errors" },
  { id: "lists", title: "Lists" },
  { id: "safe-retries", title: "Safe retries" },
] as const;

export function Introduction() {
  return (
    <>
      <Chapter index={0}>
        <p>
          Send <Code>Authorization: Bearer ak_…</Code>, an API key of your organization, or a personal access token{" "}
          <Code>pat_…</Code> together with <Code>X-Anyreach-Org</Code>, the organization’s id. 401 means that the
          credential is missing or no longer valid; 403 that it is valid but has no scope that the call accepts. One
          accepted scope is enough.
        </p>
      </Chapter>
      <Chapter index={1}>
        <p>
          Every error is a problem document (RFC 9457): <Code>detail</Code> is one plain sentence, <Code>code</Code> a
          stable error code, <Code>request_id</Code> the request ID in the logs. Records of another organization return
          404. A number in a path may come as <Code>+14155550123</Code>, <Code>%2B14155550123</Code> or{" "}
          <Code>14155550123</Code>. Send bodies uncompressed: one with a <Code>Content-Encoding</Code> is refused with
          415.
        </p>
      </Chapter>
      <Chapter index={2}>
        <p>
          Newest first, <Code>limit</Code> 1 to 100. <Code>pagination.next_cursor</Code> is the <Code>cursor</Code> of
          the next page, and null on the last; the <Code>Link</Code> header names the same page. Times are ISO 8601 in
          UTC; in a query an offset, seconds and the time itself may be left out, and a flag may be <Code>true</Code>,{" "}
          <Code>True</Code> or <Code>1</Code>. An unknown parameter is refused with 422.
        </p>
      </Chapter>
      <Chapter index={3}>
        <p>
          Send an <Code>Idempotency-Key</Code> with every request that creates something, bare or in double quotes. The
          same key and body return the stored response, so you can safely retry a call whose response was lost: nothing
          is bought twice.
        </p>
      </Chapter>
    </>
  );
}

function Chapter({ index, children }: { index: 0 | 1 | 2 | 3; children: ReactNode }) {
  const { id, title } = chapters[index];
  return (
    <section aria-labelledby={id} className="grid max-w-[68ch] gap-1.5 pt-6">
      <h2 id={id} className="scroll-mt-6 font-semibold text-lg tracking-[-0.012em]">
        {title}
      </h2>
      <div className="text-muted-foreground">{children}</div>
    </section>
  );
}
