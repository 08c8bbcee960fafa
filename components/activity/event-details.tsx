import type { AuditEventRecord } from "@/lib/identity/audit/schemas";
import { changesOf } from "./changes";

const kinds: Record<AuditEventRecord["actor"]["kind"], string> = {
  user: "browser session",
  api_key: "API key",
  personal_access_token: "personal access token",
  system: "automatic",
};

export function EventDetails({ event }: { event: AuditEventRecord }) {
  const { actor, credential, address, request_id, target_id, before, after } = event;
  const facts = [
    ["Who", `${actor.name ?? "Trunkline"} (${kinds[actor.kind]})`],
    ["Credential", credential],
    ["IP address", address],
    ["Request ID", request_id],
    ["Object ID", target_id],
  ] as const;
  return (
    <div className="grid gap-4 px-4 pb-4 pl-11 text-sm">
      <ul aria-label="Changes" className="grid gap-1">
        {changesOf(before, after).map(({ member, before: old, after: now, changed }) => (
          <li key={member} className={changed ? undefined : "text-muted-foreground"}>
            <span className="font-medium">{member}: </span>
            {changed && old !== undefined && (
              <>
                <del className="break-words text-muted-foreground">{old}</del>
                {now !== undefined && " → "}
              </>
            )}
            {now !== undefined && <span className="break-words">{now}</span>}
          </li>
        ))}
      </ul>
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name} className="contents max-sm:block">
                <dt className="text-muted-foreground">{name}</dt>
                <dd className="break-all">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}
