"use client";

import { Button } from "@/components/ui/button";
import { Table, TableCell, type TableColumn, TableRow } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import { WorkingLabel } from "@/components/ui/working-label";
import type { WebhookDeliveryRecord } from "@/lib/webhooks/schemas";
import { DeliveryState } from "./delivery-state";
import { useReplayDelivery } from "./use-endpoint-mutations";

const wide = "max-md:hidden";

export const deliveryColumns: readonly TableColumn[] = [
  { id: "event", header: "Event" },
  { id: "status", header: "Status", className: "w-32" },
  { id: "attempts", header: "Attempts", className: `w-24 ${wide}` },
  { id: "answer", header: "Response", className: `w-32 ${wide}` },
  { id: "when", header: "Sent", className: `w-32 ${wide}` },
  { id: "replay", header: <span className="sr-only">Actions</span>, className: "w-24 max-sm:hidden" },
];

type DeliveriesTableProps = { deliveries: WebhookDeliveryRecord[]; busy: boolean; canReplay: boolean };

export function DeliveriesTable({ deliveries, busy, canReplay }: DeliveriesTableProps) {
  return (
    <Table label="Deliveries" columns={deliveryColumns} busy={busy}>
      {deliveries.map((delivery) => (
        <DeliveryRow key={delivery.id} delivery={delivery} canReplay={canReplay} />
      ))}
    </Table>
  );
}

function DeliveryRow({ delivery, canReplay }: { delivery: WebhookDeliveryRecord; canReplay: boolean }) {
  const { openDialog } = useDialogUrl("delivery");
  const { payload, error, attempts, response_status: code, duration_ms: ms } = delivery;
  const subject = typeof payload.data.phone_number === "string" ? payload.data.phone_number : undefined;
  return (
    <TableRow className="relative">
      <TableCell>
        <button
          type="button"
          dir="auto"
          className="block max-w-full truncate text-left font-mono text-sm after:absolute after:inset-0 after:content-['']"
          onClick={() => openDialog(delivery.id)}
        >
          {payload.type}
        </button>
        {(error ?? subject) && (
          <p dir="auto" className="truncate text-muted-foreground text-sm">
            {error ?? subject}
          </p>
        )}
      </TableCell>
      <TableCell className="w-32">
        <DeliveryState delivery={delivery} />
      </TableCell>
      <TableCell className={`w-24 tabular-nums ${wide}`}>{attempts}</TableCell>
      <TableCell className={`w-32 tabular-nums ${wide}`}>{code === null ? "-" : `${code} in ${ms} ms`}</TableCell>
      <TableCell className={`w-32 ${wide}`}>
        <TimeAgo iso={payload.timestamp} />
      </TableCell>
      <TableCell className="w-24 text-right max-sm:hidden">
        {canReplay && <ReplayButton delivery={delivery} className="relative z-10" />}
      </TableCell>
    </TableRow>
  );
}

type ReplayButtonProps = { delivery: WebhookDeliveryRecord; className?: string };

export function ReplayButton({ delivery, className }: ReplayButtonProps) {
  const { mutate, isPending } = useReplayDelivery(delivery.id);
  return (
    <Button
      variant="outline"
      size="small"
      className={className}
      aria-disabled={isPending}
      aria-label={`Replay ${delivery.payload.type}`}
      onClick={() => !isPending && mutate()}
    >
      <WorkingLabel working={isPending} label="Replay" workingLabel="…" />
    </Button>
  );
}
