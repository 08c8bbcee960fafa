import { Fragment } from "react";
import { nameOf, type Schema } from "./document";

/** Describes a schema in words and links named objects. */
export function TypeText({ schema }: { schema: Schema | undefined }) {
  if (!schema) return null;
  if (schema.$ref) return <SchemaLink name={nameOf(schema.$ref)} />;
  if (schema.anyOf) {
    return schema.anyOf.map((option, index) => (
      <Fragment key={JSON.stringify(option)}>
        {index > 0 && " or "}
        <TypeText schema={option} />
      </Fragment>
    ));
  }
  if (schema.items) {
    return (
      <>
        list of <TypeText schema={schema.items} />
      </>
    );
  }
  return plainType(schema);
}

function SchemaLink({ name }: { name: string }) {
  return (
    <a href={`#${name}`} className="underline decoration-border-strong underline-offset-2 hover:decoration-current">
      {name}
    </a>
  );
}

function plainType({ type, format, enum: values, const: constant, minimum, maximum }: Schema): string {
  if (constant !== undefined) return JSON.stringify(constant);
  if (values && type !== "boolean") return values.map((value) => JSON.stringify(value)).join(" or ");
  const words = [type].flat().join(" or ");
  if (minimum !== undefined && maximum !== undefined && maximum < 1e9) return `${words} ${minimum}–${maximum}`;
  return format ? `${words} (${format})` : words;
}
