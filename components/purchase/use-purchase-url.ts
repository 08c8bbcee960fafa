"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { areaCodeProblem } from "./area-code";
import type { SearchCriteria } from "./queries";

const parsers = {
  purchase: parseAsString,
  type: parseAsStringLiteral(["local", "toll_free"]).withDefault("local"),
};

// Opening adds a step to the history. Closing goes back over that same step, unless the page was loaded open.
let openedHere = false;

/** `?purchase` is the open dialog, `?purchase=415` a search in it: reload and back work. */
export function usePurchaseUrl() {
  const [{ purchase, type }, setParams] = useQueryStates(parsers);
  const open = purchase !== null;
  const areaCode = open && areaCodeProblem(purchase) === undefined ? purchase.trim() : "";
  return {
    open,
    criteria: { areaCode, numberType: type } satisfies SearchCriteria,
    openDialog: () => {
      openedHere = true;
      void setParams({ purchase: "", type: null }, { history: "push" });
    },
    closeDialog: () => {
      if (!openedHere) return void setParams({ purchase: null, type: null }, { history: "replace" });
      openedHere = false;
      window.history.back();
    },
    search: ({ areaCode, numberType }: SearchCriteria) =>
      void setParams({ purchase: areaCode, type: numberType }, { history: "replace" }),
  };
}
