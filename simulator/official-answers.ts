import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import api from "@/simulator/specs/twilio_api_v2010.numbers.json";
import pricing from "@/simulator/specs/twilio_pricing_v1.phone_numbers.json";
import trunking from "@/simulator/specs/twilio_trunking_v1.json";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const sidPattern = /^\^[A-Z]{2}\[0-9a-fA-F\]\{32\}\$$/;
/** The specifications say number; Twilio sends strings. */
const decimals = new Set(["latitude", "longitude", "base_price", "current_price"]);

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat("date-time-rfc-2822", /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/);
ajv.addFormat("iso-country-code", /^[A-Z]{2}$/);
ajv.addFormat("currency", /^[A-Z]{3}$/);
for (const format of ["phone-number", "phone-number-capabilities", "phone-number-price", "http-method", "uri-map"]) {
  ajv.addFormat(format, true);
}

type Answers = Record<string, { content?: unknown }>;
type Spec = { paths: Record<string, Record<string, { responses: Answers } | undefined>> };

const specs = Object.entries({ api, pricing, trunking }).map(([name, spec]) => {
  const schema = tighten(relax(spec as unknown as Json)) as object;
  ajv.addSchema(schema, name);
  return { name, paths: (schema as Spec).paths };
});

const checkError = ajv.compile({
  type: "object",
  required: ["code", "message", "more_info", "status"],
  additionalProperties: false,
  properties: {
    code: { type: "integer", minimum: 10000 },
    message: { type: "string", minLength: 1 },
    more_info: { type: "string", pattern: "^https://www\\.twilio\\.com/docs/errors/\\d{5}$" },
    status: { type: "integer", minimum: 400, maximum: 599 },
  },
});

const compiled = new Map<string, ValidateFunction>();

/**
 * Compares an answer with Twilio's OpenAPI descriptions, or, for a refusal, with the error envelope.
 * @param template the path as written in the description, for instance `/v1/Trunks/{Sid}`
 * @returns one line per problem
 */
export function checkAnswer(method: string, template: string, status: number, body: unknown): string[] {
  if (status >= 400) {
    const agrees = checkError(body) && (body as { status: number }).status === status;
    return agrees ? [] : [`error envelope: ${ajv.errorsText(checkError.errors)} for status ${status}`];
  }
  const spec = specs.find(({ paths }) => template in paths);
  if (!spec) return [`no description of ${template}`];
  const verb = method.toLowerCase();
  const answer = spec.paths[template]?.[verb]?.responses[String(status)];
  if (!answer) return [`${method} ${template} does not answer ${status}`];
  if (!answer.content) return body === undefined ? [] : ["a body where none belongs"];
  const place = ["paths", template, verb, "responses", String(status), "content", "application/json", "schema"];
  const pointer = `${spec.name}#/${place.map(pointerPart).join("/")}`;
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
  compiled.set(pointer, validate);
  return validate(body) ? [] : ajv.errorsText(validate.errors, { separator: "\n" }).split("\n");
}

const pointerPart = (part: string) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

/** Twilio's own examples pass only with these allowances. */
function relax(node: Json, name = ""): Json {
  if (Array.isArray(node)) return node.map((item) => relax(item));
  if (node === null || typeof node !== "object") return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, relax(value, key)]));
  if (copy.format === "uri") delete copy.format;
  if (copy.type === undefined) delete copy.nullable;
  if (decimals.has(name) && copy.type === "number") copy.type = ["number", "string"];
  if (typeof copy.pattern === "string" && sidPattern.test(copy.pattern)) {
    const { pattern, minLength, maxLength, nullable, ...rest } = copy;
    return { ...rest, type: ["string", "null"], pattern: `${pattern}|^$` };
  }
  return copy;
}

/** The descriptions require no field, but the simulator must return every field they name and no others. */
function tighten(spec: Json): Json {
  const { components, ...rest } = spec as { components: { schemas: Record<string, Json> } };
  const schemas = Object.fromEntries(
    Object.entries(components.schemas).map(([name, schema]) => {
      const properties = (schema as { properties?: Record<string, Json> }).properties;
      if (!properties) return [name, schema];
      return [name, { ...(schema as object), required: Object.keys(properties), additionalProperties: false }];
    }),
  );
  return { ...rest, components: { schemas } } as Json;
}
