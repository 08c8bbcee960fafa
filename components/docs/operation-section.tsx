import { Answers } from "./answers";
import { curlExample } from "./curl-example";
import { type ApiDocument, contentSchema, type Endpoint, schemaOf } from "./document";
import { FieldTable, fieldsOf } from "./field-table";
import { InlineCode } from "./inline-code";
import { MethodAndPath } from "./method-and-path";

export function OperationSection({ document, endpoint }: { document: ApiDocument; endpoint: Endpoint }) {
  const body = schemaOf(document, contentSchema(endpoint.requestBody?.content));
  const { parameters = [], description = "", responses = {} } = endpoint;
  return (
    <section aria-labelledby={endpoint.operationId} className="grid scroll-mt-6 gap-4 border-t py-8">
      <div className="grid gap-2">
        <h3 id={endpoint.operationId} className="scroll-mt-6 font-semibold text-lg tracking-[-0.012em]">
          {endpoint.summary}
        </h3>
        <MethodAndPath method={endpoint.method} path={endpoint.path} />
        {description.split("\n\n").map((paragraph) => (
          <p key={paragraph} className="max-w-[68ch] text-muted-foreground">
            <InlineCode text={paragraph} />
          </p>
        ))}
      </div>
      <pre className="whitespace-pre-wrap rounded-card border bg-muted p-3.5 font-mono text-sm [overflow-wrap:anywhere]">
        {curlExample(document, endpoint)}
      </pre>
      {parameters.length > 0 && (
        <FieldTable
          caption={`Parameters of ${endpoint.summary}`}
          fields={parameters.map((parameter) => ({ ...parameter, note: parameter.in }))}
        />
      )}
      {body?.properties && (
        <div className="grid gap-2">
          <h4 className="font-medium text-sm">Body</h4>
          <FieldTable caption={`Body of ${endpoint.summary}`} fields={fieldsOf(body)} />
        </div>
      )}
      <Answers title={endpoint.summary ?? endpoint.operationId} responses={responses} />
    </section>
  );
}
