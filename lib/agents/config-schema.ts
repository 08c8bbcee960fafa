import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { env } from "@/lib/env";
import { invalidField } from "@/lib/errors";
import type { JsonObject } from "./json-object";
import { isObject } from "./json-object";

type ConfigSchema = { schema: JsonObject; validate: ValidateFunction };

const MAX_SCHEMA_BYTES = 256 * 1024;

const anyObject: JsonObject = { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" };

let loaded: ConfigSchema | undefined;

/** The operator's JSON Schema of `config`, or any object. Compiled once. */
export function agentConfigSchema(): JsonObject {
  return configSchema().schema;
}

/**
 * Throws `validation_failed` naming the first place where the configuration does not fit the operator's schema; one that
 * was not given fits.
 */
export function requireFittingConfig(config: unknown): void {
  if (config === undefined) return;
  const { validate } = configSchema();
  if (validate(config)) return;
  const [error] = validate.errors ?? [];
  throw invalidField(error ? pathOf(error) : "config", `${error ? sentenceOf(error) : "Does not fit its schema"}.`);
}

/** What is wrong with the file that AGENT_CONFIG_SCHEMA_FILE names, in a sentence; empty when nothing is. */
export function configSchemaProblems({ AGENT_CONFIG_SCHEMA_FILE: file }: Record<string, string | undefined>): string[] {
  try {
    compiled(file || undefined);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`AGENT_CONFIG_SCHEMA_FILE must be a file with a JSON Schema of objects: ${reason}`];
  }
}

/** For tests, which change the environment. */
export function forgetConfigSchema(): void {
  loaded = undefined;
}

function configSchema(): ConfigSchema {
  loaded ??= compiled(env().AGENT_CONFIG_SCHEMA_FILE);
  return loaded;
}

function compiled(file: string | undefined): ConfigSchema {
  const schema = file === undefined ? anyObject : readSchema(file);
  const isDraft07 = typeof schema.$schema === "string" && schema.$schema.includes("draft-07");
  // Unknown keywords are other tools' own; the first error is enough, so that a bad configuration costs no more.
  const ajv = new (isDraft07 ? Ajv : Ajv2020)({ strict: false, logger: false });
  addFormats.default(ajv);
  return { schema, validate: ajv.compile(schema) };
}

function readSchema(file: string): JsonObject {
  const text = readFileSync(file, "utf8");
  if (text.length > MAX_SCHEMA_BYTES) throw new Error(`it is larger than ${MAX_SCHEMA_BYTES / 1024} KiB`);
  const schema: unknown = JSON.parse(text);
  if (!isObject(schema)) throw new Error("it is no JSON object");
  return schema;
}

/** As errors name members elsewhere: `config.voice.speed`. */
function pathOf({ instancePath, params }: ErrorObject): string {
  const parts = instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const { missingProperty, additionalProperty, unevaluatedProperty } = params;
  const member = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  return ["config", ...parts, ...(typeof member === "string" ? [member] : [])].join(".");
}

function sentenceOf({ keyword, message = "does not fit its schema", params }: ErrorObject): string {
  if (keyword === "required") return "Is missing";
  if (keyword === "additionalProperties" || keyword === "unevaluatedProperties") return "Unknown member";
  const allowed =
    keyword === "enum" ? `: ${params.allowedValues.map((value: unknown) => JSON.stringify(value)).join(", ")}` : "";
  return `${message[0]?.toUpperCase()}${message.slice(1)}${allowed}`;
}
