/** The parts of an OpenAPI 3.1 document that the reference shows. */
export type ApiDocument = {
  info: { title: string; description?: string };
  servers?: { url: string }[];
  paths?: Record<string, unknown>;
  webhooks?: Record<string, unknown>;
  components?: { schemas?: Record<string, unknown> };
};

export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
  default?: unknown;
  example?: unknown;
  minimum?: number;
  maximum?: number;
};

export type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  example?: unknown;
  schema?: Schema;
};

type Content = Record<string, { schema?: Schema }>;

export type Operation = {
  operationId: string;
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { content?: Content };
  responses?: Record<string, { description?: string; content?: Content }>;
};

export type Endpoint = Operation & { method: string; path: string };

/** Groups by the first tag, in document order. */
export function endpointsByTag({ paths = {} }: ApiDocument): [string, Endpoint[]][] {
  const byTag = new Map<string, Endpoint[]>();
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      const tag = operation.tags?.[0] ?? "Other";
      byTag.set(tag, [...(byTag.get(tag) ?? []), { ...operation, method: method.toUpperCase(), path }]);
    }
  }
  return [...byTag];
}

/** A response schema has a separate request variant; the reader needs only one name. */
export const nameOf = (reference: string) => reference.replace(/^.*\//, "").replace(/Output$/, "");

export function schemaOf(document: ApiDocument, schema: Schema | undefined): Schema | undefined {
  if (!schema?.$ref) return schema;
  return document.components?.schemas?.[schema.$ref.replace(/^.*\//, "")] as Schema | undefined;
}

export function contentSchema(content: Content | undefined): Schema | undefined {
  return content && Object.values(content)[0]?.schema;
}

/** Returns each response schema once. */
export function namedSchemas({ components }: ApiDocument): [string, Schema][] {
  const byName = new Map<string, Schema>();
  for (const [key, schema] of Object.entries(components?.schemas ?? {})) byName.set(nameOf(key), schema as Schema);
  return [...byName].filter(([, { properties }]) => properties !== undefined).sort(([a], [b]) => a.localeCompare(b));
}
