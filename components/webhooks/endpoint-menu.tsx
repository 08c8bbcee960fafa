"use client";

import Ellipsis from "lucide-react/icons/ellipsis";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import type { WebhookEndpointRecord } from "@/lib/webhooks/schemas";
import { RotateSecret } from "./rotate-secret";
import { useDeleteEndpoint, useEnableEndpoint } from "./use-endpoint-mutations";

export function EndpointMenu({ endpoint }: { endpoint: WebhookEndpointRecord }) {
  const rotation = useDialogUrl("secret");
  const deletion = useDialogUrl("delete");
  const enable = useEnableEndpoint(endpoint);
  const remove = useDeleteEndpoint(endpoint);
  return (
    <div className="relative">
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="outline" className="px-2.5">
            <Ellipsis size={16} aria-hidden="true" />
            <span className="sr-only">More actions</span>
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => enable.mutate(!endpoint.enabled)}>
            {endpoint.enabled ? "Disable" : "Enable"}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => rotation.openDialog()}>Rotate signing secret</DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem className="text-danger" onSelect={() => deletion.openDialog()}>
            Delete webhook
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <RotateSecret endpoint={endpoint} open={rotation.open} onClose={rotation.closeDialog} />
      <ConfirmDialog
        open={deletion.open}
        onOpenChange={(next) => !next && deletion.closeDialog()}
        title="Delete webhook"
        confirm="Delete webhook"
        confirming="Deleting…"
        working={remove.isPending}
        error={remove.error?.message}
        onConfirm={remove.mutate}
      >
        <span className="break-all">{endpoint.url}</span> will stop receiving events. Its secret and delivery history
        are permanently deleted.
      </ConfirmDialog>
    </div>
  );
}
