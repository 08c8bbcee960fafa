import { SkipLink } from "@/components/shell/skip-link";
import { DocsNav } from "./docs-nav";
import { type ApiDocument, endpointsByTag, namedSchemas } from "./document";
import { FieldTable, fieldsOf } from "./field-table";
import { InlineCode } from "./inline-code";
import { Introduction } from "./introduction";
import { OperationSection } from "./operation-section";
import { WebhookEvents } from "./webhook-events";

/** Renders the same OpenAPI document that the routes are tested against. */
export function ApiReference({ document }: { document: ApiDocument }) {
  const groups = endpointsByTag(document);
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[248px_minmax(0,1fr)]">
      <SkipLink />
      <DocsNav groups={groups} />
      <main id="content" className="w-full max-w-[860px] px-4 pt-6 pb-24 lg:px-10 lg:pt-9">
        <h1 className="font-semibold text-title">{document.info.title}</h1>
        <p className="mt-1 max-w-[68ch] text-muted-foreground">
          <InlineCode text={document.info.description ?? ""} />
        </p>
        <Introduction />
        {groups.map(([tag, endpoints]) => (
          <section key={tag} aria-label={tag} className="mt-10">
            <h2 className="pb-3 font-semibold text-title">{tag}</h2>
            {endpoints.map((endpoint) => (
              <OperationSection key={endpoint.operationId} document={document} endpoint={endpoint} />
            ))}
          </section>
        ))}
        <WebhookEvents document={document} />
        <section aria-labelledby="objects" className="mt-10 grid gap-6">
          <h2 id="objects" className="scroll-mt-6 font-semibold text-title">
            Schemas
          </h2>
          {namedSchemas(document).map(([name, schema]) => (
            <div key={name} className="grid gap-2">
              <h3 id={name} className="scroll-mt-6 font-medium font-mono">
                {name}
              </h3>
              {schema.description && <p className="text-muted-foreground">{schema.description}</p>}
              <FieldTable caption={`Fields of ${name}`} fields={fieldsOf(schema)} />
            </div>
          ))}
        </section>
      </main>
    </div>
  );
}
