"use client";

import X from "lucide-react/icons/x";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { useSelection } from "@/components/phone-numbers/selection";
import { Button } from "@/components/ui/button";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

const BulkDialog = dynamic(() => import("./bulk-dialog").then(({ BulkDialog: Component }) => Component), {
  ssr: false,
});

/** Actions for the selected numbers, at the bottom of the window. */
export function SelectionBar() {
  const { selected, loaded, selectAll, keep, clear } = useSelection();
  const { subject, openDialog, closeDialog } = useDialogUrl("bulk");
  const [batch, setBatch] = useState<PhoneNumberRecord[]>();
  const action = subject === "clear" ? "clear" : "assign";

  // A selection does not outlive its page, so there is nothing to confirm without one.
  const isLeftOver = subject !== null && batch === undefined;
  useEffect(() => {
    if (isLeftOver) closeDialog();
  }, [isLeftOver, closeDialog]);

  const begin = (wanted: "assign" | "clear") => {
    setBatch(selected);
    openDialog(wanted);
  };
  return (
    <>
      {selected.length > 0 && (
        <section
          aria-label="Selected numbers"
          className="sticky bottom-4 z-20 mx-auto flex w-fit max-w-full animate-rise flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-border-strong bg-surface py-2 pr-2 pl-4 shadow-lift"
        >
          <span role="status" className="font-medium tabular-nums">
            {selected.length.toLocaleString("en-US")} selected
          </span>
          {selected.length < loaded && (
            <Button variant="quiet" size="small" onClick={selectAll}>
              Select all {loaded.toLocaleString("en-US")} loaded
            </Button>
          )}
          <span className="ml-auto flex gap-2">
            <Button size="small" onClick={() => begin("assign")}>
              Assign…
            </Button>
            <Button variant="outline" size="small" onClick={() => begin("clear")}>
              Unassign…
            </Button>
            <Button variant="quiet" size="icon" className="self-center" onClick={clear}>
              <X size={15} aria-hidden="true" />
              <span className="sr-only">Clear selection</span>
            </Button>
          </span>
        </section>
      )}
      {subject !== null && batch && (
        <BulkDialog key={action} action={action} records={batch} onClose={closeDialog} onFinished={keep} />
      )}
    </>
  );
}
