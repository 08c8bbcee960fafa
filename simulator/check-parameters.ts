import { z } from "zod";
import api from "@/simulator/specs/twilio_api_v2010.numbers.json";
import pricing from "@/simulator/specs/twilio_pricing_v1.phone_numbers.json";
import trunking from "@/simulator/specs/twilio_trunking_v1.json";
import { invalidParameter, notFound, type TwilioRequest } from "./twilio-request";

const Schema = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  $ref: z.string().optional(),
});
type Schema = z.infer<typeof Schema>;
const Described = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string(), schema: Schema })).default([]),
  requestBody: z
    .object({
      content: z.record(z.string(), z.object({ schema: z.object({ properties: z.record(z.string(), Schema) }) })),
    })
    .optional(),
});
const Spec = z.object({
  paths: z.record(z.string(), z.object({ get: Described, post: Described, delete: Described }).partial()),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

type Parameters = Map<string, Schema>;
type Endpoint = { pattern: RegExp; method: string; query: Parameters; form: Parameters };

const endpoints: Endpoint[] = [api, pricing, trunking].map((spec) => Spec.parse(spec)).flatMap(endpointsOf);

/**
 * Checks a request against Twilio's own description: only named parameters, each with the described type.
 * @throws TwilioError 400/20001; 404/20404 for a path that is not described
 */
export function checkParameters(method: string, { path, query, form }: TwilioRequest): void {
  const endpoint = endpoints.find((known) => known.method === method && known.pattern.test(path));
  if (!endpoint) throw notFound(path);
  checkEach(endpoint.query, query);
  checkEach(endpoint.form, form);
}

function checkEach(known: Parameters, given: URLSearchParams): void {
  for (const [name, value] of given) {
    const schema = known.get(name);
    if (!schema) throw invalidParameter(`Unknown parameter ${name}`);
    if (value !== "" && !fits(schema, value)) throw invalidParameter(`Invalid value for ${name}`);
  }
}

function fits({ type, enum: words, pattern }: Schema, value: string): boolean {
  if (type === "integer") return /^-?\d+$/.test(value);
  if (type === "boolean") return /^(true|false)$/i.test(value);
  if (words) return words.includes(value);
  return pattern === undefined || new RegExp(pattern).test(value);
}

function endpointsOf({ paths, components }: z.infer<typeof Spec>): Endpoint[] {
  const resolve = (schema: Schema): Schema => {
    const name = schema.$ref?.split("/").at(-1);
    return name === undefined ? schema : Schema.parse(components.schemas[name]);
  };
  return Object.entries(paths).flatMap(([path, methods]) => {
    const pattern = new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/.]+")}$`);
    return Object.entries(methods).map(([method, { parameters, requestBody }]) => {
      const query = parameters.filter((parameter) => parameter.in === "query");
      const properties = requestBody?.content["application/x-www-form-urlencoded"]?.schema.properties ?? {};
      return {
        pattern,
        method: method.toUpperCase(),
        query: new Map(query.map(({ name, schema }) => [name, resolve(schema)])),
        form: new Map(Object.entries(properties).map(([name, schema]) => [name, resolve(schema)])),
      };
    });
  });
}
