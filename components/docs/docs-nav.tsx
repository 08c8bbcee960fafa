import Link from "next/link";
import { BrandMark } from "@/components/shell/brand-mark";
import type { Endpoint } from "./document";
import { chapters } from "./introduction";

const link = "block truncate rounded-[6px] px-2.5 py-1.5 text-muted-foreground hover:bg-muted hover:text-foreground";

export function DocsNav({ groups }: { groups: [string, Endpoint[]][] }) {
  return (
    <header className="border-b px-4 py-3 lg:sticky lg:top-0 lg:h-dvh lg:overflow-y-auto lg:border-r lg:border-b-0 lg:px-3 lg:py-4">
      <div className="flex items-center justify-between gap-3 lg:mb-4 lg:px-2">
        <Link href="/" className="flex items-center gap-2.5 py-1 font-semibold tracking-[-0.01em]">
          <BrandMark />
          Trunkline
        </Link>
        <a href="/openapi.json" className="text-muted-foreground text-sm underline-offset-2 hover:underline">
          openapi.json
        </a>
      </div>
      <nav aria-label="Contents" className="hidden text-sm lg:block">
        {chapters.map(({ id, title }) => (
          <a key={id} href={`#${id}`} className={link}>
            {title}
          </a>
        ))}
        {groups.map(([tag, endpoints]) => (
          <div key={tag}>
            <p className="px-2.5 pt-4 pb-1 font-medium text-muted-foreground text-xs">{tag}</p>
            {endpoints.map(({ operationId, summary }) => (
              <a key={operationId} href={`#${operationId}`} className={link}>
                {summary}
              </a>
            ))}
          </div>
        ))}
        <a href="#webhook-events" className={`${link} mt-4`}>
          Webhook events
        </a>
        <a href="#objects" className={link}>
          Schemas
        </a>
      </nav>
    </header>
  );
}
