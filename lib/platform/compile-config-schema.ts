import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isObject, type JsonObject } from "./json-object";

export type ConfigSchema = { schema: JsonObject; validate: ValidateFunction };

const MAX_SCHEMA_BYTES = 256 * 1024;

const anyObject: JsonObject = { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" };

/** Without a file, accepts any object. Throws when the file is unreadable, too large, or not a JSON Schema. */
export function compileConfigSchema(file: string | undefined): ConfigSchema {
  const schema = file === undefined ? anyObject : readSchema(file);
  const isDraft07 = typeof schema.$schema === "string" && schema.$schema.includes("draft-07");
  // Unknown keywords may belong to other tools. Stopping at the first error bounds the cost of a bad configuration.
  const ajv = new (isDraft07 ? Ajv : Ajv2020)({ strict: false, logger: false });
  addFormats.default(ajv);
  return { schema, validate: ajv.compile(schema) };
}

/** Explains what is wrong with AGENT_CONFIG_SCHEMA_FILE; empty when nothing is. */
export function configSchemaProblems({ AGENT_CONFIG_SCHEMA_FILE: file }: Record<string, string | undefined>): string[] {
  try {
    compileConfigSchema(file || undefined);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`AGENT_CONFIG_SCHEMA_FILE must be a file with a JSON Schema of objects: ${reason}`];
  }
}

function readSchema(file: string): JsonObject {
  const text = readFileSync(file, "utf8");
  if (text.length > MAX_SCHEMA_BYTES) throw new Error(`it is larger than ${MAX_SCHEMA_BYTES / 1024} KiB`);
  const schema: unknown = JSON.parse(text);
  if (!isObject(schema)) throw new Error("it is no JSON object");
  return schema;
}
