import { contentSchema, type Operation } from "./document";
import { DocsTable } from "./field-table";
import { InlineCode } from "./inline-code";
import { TypeText } from "./type-text";

/** Shows successes with their schema, errors with their codes. */
export function Answers({ title, responses }: { title: string; responses: NonNullable<Operation["responses"]> }) {
  return (
    <div className="grid gap-2">
      <h4 className="font-medium text-sm">Responses</h4>
      <DocsTable caption={`Responses of ${title}`} headers={["Status", "Body", "Description"]}>
        {Object.entries(responses).map(([status, { description = "", content }]) => (
          <tr key={status} className="align-top *:border-t *:px-3 *:py-2 *:text-sm">
            <th scope="row" className="text-left font-medium font-mono">
              {status}
            </th>
            <td>
              <TypeText schema={contentSchema(content)} />
            </td>
            <td className="text-muted-foreground [overflow-wrap:anywhere]">
              <InlineCode text={description} />
            </td>
          </tr>
        ))}
      </DocsTable>
    </div>
  );
}
