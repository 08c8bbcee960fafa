import type { ErrorObject } from "ajv";
import { type ConfigSchema, compileConfigSchema } from "@/lib/platform/compile-config-schema";
import { env } from "@/lib/platform/env";
import { invalidField } from "@/lib/platform/errors";
import type { JsonObject } from "@/lib/platform/json-object";

let loaded: ConfigSchema | undefined;

/** Compiled once. */
export function agentConfigSchema(): JsonObject {
  return configSchema().schema;
}

/** Throws `validation_failed` at the first violation of the operator's schema. Accepts a missing configuration. */
export function requireFittingConfig(config: unknown): void {
  if (config === undefined) return;
  const { validate } = configSchema();
  if (validate(config)) return;
  const [error] = validate.errors ?? [];
  throw invalidField(error ? pathOf(error) : "config", `${error ? sentenceOf(error) : "Does not fit its schema"}.`);
}

/** For tests, which change the environment. */
export function forgetConfigSchema(): void {
  loaded = undefined;
}

function configSchema(): ConfigSchema {
  loaded ??= compileConfigSchema(env().AGENT_CONFIG_SCHEMA_FILE);
  return loaded;
}

/** Formats paths as other errors do: `config.voice.speed`. */
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
