import { z } from "zod";
import { openApiDocument } from "@/app/openapi.json/document";
import type { Operation } from "@/test/security/operations";
import type { Definitions } from "./schema-values";

const Described = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ in: z.string(), name: z.string(), schema: z.unknown() })).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});

/** The published description of an operation, which is all that guides the fuzzer. */
export type Description = {
  query: { name: string; schema: unknown }[];
  pathNames: string[];
  headerNames: string[];
  bodyType: string | undefined;
  bodySchema: unknown;
  statuses: number[];
  definitions: Definitions;
};

/** Throws for an operation that is not in the document. */
export function describedAs({ name }: Operation): Description {
  const { paths = {}, components } = openApiDocument();
  const all = Object.values(paths).flatMap((item) => Object.values(item ?? {}));
  const found = all.map((candidate) => Described.safeParse(candidate).data).find((one) => one?.operationId === name);
  if (!found) throw new Error(`${name} is not in the OpenAPI document.`);
  const named = (place: string) => found.parameters.filter((parameter) => parameter.in === place);
  const [content] = Object.entries(found.requestBody?.content ?? {});
  return {
    query: named("query"),
    pathNames: named("path").map((parameter) => camelCase(parameter.name)),
    headerNames: named("header").map((parameter) => parameter.name),
    bodyType: content?.[0],
    bodySchema: content?.[1].schema,
    statuses: Object.keys(found.responses).map(Number),
    definitions: { ...components?.schemas },
  };
}

const camelCase = (text: string) => text.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
