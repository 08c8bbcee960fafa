import { type ApiDocument, contentSchema, type Operation, type Schema, schemaOf } from "./document";
import { FieldTable, fieldsOf } from "./field-table";
import { InlineCode } from "./inline-code";

export function WebhookEvents({ document }: { document: ApiDocument }) {
  const events = Object.entries(document.webhooks ?? {}).map(([type, item]) => {
    return { type, ...(item as { post: Operation }).post };
  });
  const [first] = events;
  if (!first) return null;
  return (
    <section aria-labelledby="webhook-events" className="mt-10 grid gap-6">
      <div className="grid gap-2">
        <h2 id="webhook-events" className="scroll-mt-6 font-semibold text-title">
          Webhook events
        </h2>
        <p className="max-w-[68ch] text-muted-foreground">
          <InlineCode text={first.description ?? ""} />
        </p>
        <FieldTable caption="Headers of a delivery" fields={first.parameters ?? []} />
      </div>
      {events.map(({ type, summary, requestBody }) => (
        <div key={type} className="grid gap-2">
          <h3 id={`webhook-${type}`} className="scroll-mt-6 font-medium font-mono">
            {type}
          </h3>
          <p className="text-muted-foreground">{summary}.</p>
          <FieldTable
            caption={`Fields of data in ${type}`}
            fields={dataFields(document, contentSchema(requestBody?.content))}
          />
        </div>
      ))}
    </section>
  );
}

function dataFields(document: ApiDocument, payload: Schema | undefined) {
  const data = schemaOf(document, schemaOf(document, payload)?.properties?.data);
  return data ? fieldsOf(data) : [];
}
