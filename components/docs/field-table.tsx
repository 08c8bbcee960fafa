import type { ReactNode } from "react";
import type { Schema } from "./document";
import { InlineCode } from "./inline-code";
import { TypeText } from "./type-text";

export type Field = { name: string; schema?: Schema; note?: string; required?: boolean; description?: string };

export function FieldTable({ caption, fields }: { caption: string; fields: Field[] }) {
  return (
    <DocsTable caption={caption} headers={["Name", "Type", "Description"]}>
      {fields.map(({ name, schema, note, required, description }) => (
        <tr key={name} className="align-top *:border-t *:px-3 *:py-2">
          <th scope="row" className="text-left font-medium font-mono text-sm [overflow-wrap:anywhere]">
            {name}
            {(required || note) && (
              <span className="block font-normal font-sans text-muted-foreground text-xs">
                {[note, required && "required"].filter(Boolean).join(", ")}
              </span>
            )}
          </th>
          <td className="text-sm [overflow-wrap:anywhere]">
            <TypeText schema={schema} />
          </td>
          <td className="text-muted-foreground text-sm">
            <InlineCode text={sentences(description ?? schema?.description, schema?.default)} />
          </td>
        </tr>
      ))}
    </DocsTable>
  );
}

function sentences(description: string | undefined, fallback: unknown): string {
  return [description, fallback !== undefined && `Default \`${String(fallback)}\`.`].filter(Boolean).join(" ");
}

export function fieldsOf({ properties = {}, required = [] }: Schema): Field[] {
  return Object.entries(properties).map(([name, schema]) => ({ name, schema, required: required.includes(name) }));
}

type DocsTableProps = { caption: string; headers: string[]; children: ReactNode };

export function DocsTable({ caption, headers, children }: DocsTableProps) {
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <table className="w-full table-fixed max-sm:block max-sm:[&_td]:block max-sm:[&_td]:border-t-0 max-sm:[&_td]:pt-0 max-sm:[&_tbody]:block max-sm:[&_th]:block max-sm:[&_tr]:block">
        <caption className="sr-only">{caption}</caption>
        <thead className="max-sm:sr-only">
          <tr className="text-left text-muted-foreground text-xs *:px-3 *:py-2 *:font-medium">
            {headers.map((header, index) => (
              <th key={header} scope="col" className={index === 0 ? "w-[32%]" : index === 1 ? "w-[28%]" : undefined}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
