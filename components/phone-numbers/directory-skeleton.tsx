import { SkeletonRows } from "./skeleton-rows";
import { HeaderCell, TableFrame } from "./table-frame";

const headers = [
  ["phone_number", "Phone Number"],
  ["inbound_agent", "Inbound Agent"],
  ["outbound_agent", "Outbound Agent"],
  ["outbound_shareable", "Shareable"],
  ["created_at", "Created At"],
  ["updated_at", "Updated At"],
] as const;

export function DirectorySkeleton() {
  return (
    <TableFrame
      busy
      header={headers.map(([id, title]) => (
        <HeaderCell key={id} id={id}>
          {title}
        </HeaderCell>
      ))}
    >
      <tbody>
        <SkeletonRows count={8} />
      </tbody>
    </TableFrame>
  );
}
