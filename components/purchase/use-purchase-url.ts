"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { leaveDialog, noteOpening } from "@/components/ui/leave-dialog";
import { areaCodeProblem } from "./area-code";
import type { SearchCriteria } from "./queries";

const parsers = {
  purchase: parseAsString,
  type: parseAsStringLiteral(["local", "toll_free"]).withDefault("local"),
};

/** As the address says now, for callbacks that outlive the dialog. */
export const isPurchaseDialogOpen = () => new URLSearchParams(window.location.search).has("purchase");

/** `?purchase` is the open dialog, `?purchase=415` a search in it: reload and back work. */
export function usePurchaseUrl() {
  const [{ purchase, type }, setParams] = useQueryStates(parsers);
  const open = purchase !== null;
  const areaCode = open && areaCodeProblem(purchase) === undefined ? purchase.trim() : "";
  return {
    open,
    criteria: { areaCode, numberType: type } satisfies SearchCriteria,
    openDialog: () => {
      noteOpening();
      void setParams({ purchase: "", type: null }, { history: "push" });
    },
    closeDialog: () =>
      leaveDialog(Object.keys(parsers), () => void setParams({ purchase: null, type: null }, { history: "replace" })),
    search: ({ areaCode, numberType }: SearchCriteria) =>
      void setParams({ purchase: areaCode, type: numberType }, { history: "replace" }),
  };
}
