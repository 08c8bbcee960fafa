"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { leaveDialog, noteOpening } from "@/components/ui/leave-dialog";
import { areaCodeProblem } from "./area-code";
import type { SearchCriteria } from "./queries";

const parsers = {
  purchase: parseAsString,
  type: parseAsStringLiteral(["local", "toll_free"]).withDefault("local"),
};

/** Reads the current URL, for callbacks that outlive the dialog. */
export const isPurchaseDialogOpen = () => new URLSearchParams(window.location.search).has("purchase");

/** `?purchase` opens the dialog, `?purchase=415` with a search, so reload and Back work. */
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
