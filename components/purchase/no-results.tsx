import { placeOf } from "@/components/phone-numbers/place";
import { Button } from "@/components/ui/button";
import type { AreaCodeSuggestion } from "@/lib/purchase/schemas";
import type { SearchCriteria } from "./queries";

type NoNumbersForSaleProps = {
  criteria: SearchCriteria;
  suggestions: AreaCodeSuggestion[];
  onSearch: (criteria: SearchCriteria) => void;
};

/** Leads on: to the nearest area codes that do have numbers. */
export function NoNumbersForSale({ criteria: { areaCode, numberType }, suggestions, onSearch }: NoNumbersForSaleProps) {
  return (
    <div className="grid min-h-full place-content-center justify-items-center px-5 py-8 text-center">
      <p className="font-medium">No numbers {areaCode === "" ? "for sale" : `in ${areaCode}`} right now</p>
      <p className="mt-0.5 text-balance text-muted-foreground">
        {suggestions.length > 0 ? "Nearby area codes that have some:" : whatElse(areaCode, numberType)}
      </p>
      {suggestions.length > 0 && (
        <ul className="mt-3 flex flex-wrap justify-center gap-1.5">
          {suggestions.map(({ area_code, locality, region }) => (
            <li key={area_code}>
              <Button
                variant="outline"
                size="small"
                className="gap-1.5 rounded-full"
                onClick={() => onSearch({ areaCode: String(area_code), numberType })}
              >
                <span className="font-mono">{area_code}</span>{" "}
                <span className="font-normal text-muted-foreground text-xs">
                  {placeOf({ phone_number_type: numberType, locality, region })}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function whatElse(areaCode: string, numberType: SearchCriteria["numberType"]): string {
  if (areaCode !== "") return "Try another area code, or leave it blank to see what is available.";
  return numberType === "local" ? "Try toll-free, or come back in a while." : "Try local, or come back in a while.";
}

export function SearchFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div role="alert" className="grid min-h-full place-content-center justify-items-center px-5 py-8 text-center">
      <p className="font-medium">The search did not get through</p>
      <p className="mt-0.5 mb-4 max-w-[44ch] text-balance text-muted-foreground">
        {error.message} You have not been charged.
      </p>
      <Button variant="outline" size="small" onClick={onRetry}>
        Retry
      </Button>
    </div>
  );
}
