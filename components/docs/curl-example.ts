import { type ApiDocument, contentSchema, type Endpoint, type Schema, schemaOf } from "./document";

/** Works when pasted, once `TRUNKLINE_KEY` holds an API key. */
export function curlExample(document: ApiDocument, endpoint: Endpoint): string {
  const body = exampleBody(document, contentSchema(endpoint.requestBody?.content));
  const lines = [`curl ${quoted(`${document.servers?.[0]?.url ?? ""}${exampleUrl(endpoint)}`)}`];
  if (endpoint.method !== "GET") lines.push(`-X ${endpoint.method}`);
  lines.push('-H "Authorization: Bearer $TRUNKLINE_KEY"');
  if (endpoint.parameters?.some(({ name }) => name === "Idempotency-Key")) {
    lines.push('-H "Idempotency-Key: $(uuidgen)"');
  }
  if (body) lines.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(body)}'`);
  return lines.join(" \\\n  ");
}

function exampleUrl({ path, parameters = [] }: Endpoint): string {
  const query = new URLSearchParams();
  let url = path;
  for (const { name, in: place, example, schema } of parameters) {
    const value = example ?? schema?.example;
    if (place === "path") url = url.replace(`{${name}}`, value === undefined ? `{${name}}` : String(value));
    if (place === "query" && value !== undefined) query.set(name, String(value));
  }
  return query.size > 0 ? `${url}?${query}` : url;
}

function exampleBody(document: ApiDocument, schema: Schema | undefined): Record<string, unknown> | undefined {
  const { properties, required = [] } = schemaOf(document, schema) ?? {};
  if (!properties) return undefined;
  return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name])]));
}

function exampleOf(schema: Schema | undefined): unknown {
  if (schema?.example !== undefined) return schema.example;
  return schema?.type === "boolean" ? true : "…";
}

const quoted = (url: string) => (/[?{&]/.test(url) ? `'${url}'` : url);
