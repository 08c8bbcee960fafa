import { placeOf } from "@/components/phone-numbers/place";
import { Button } from "@/components/ui/button";
import type { SearchNumbersResult } from "@/lib/numbers/purchase/schemas";
import type { NumberType, SearchCriteria } from "./queries";

type NoNumbersForSaleProps = {
  criteria: SearchCriteria;
  result: SearchNumbersResult;
  onSearch: (criteria: SearchCriteria) => void;
};

/** Suggests the type that the area code has, and the nearest area codes that do have numbers. */
export function NoNumbersForSale({ criteria, result, onSearch }: NoNumbersForSaleProps) {
  const { areaCode } = criteria;
  const { suggestions, suggestions_pending: isPending, area_code_type: fitting } = result;
  return (
    <div className="grid min-h-full place-content-center justify-items-center px-5 py-8 text-center">
      <p className="font-medium">
        {fitting
          ? `${areaCode} is ${fitting === "toll_free" ? "a toll-free code" : "a local area code"}`
          : `No numbers available${areaCode === "" ? "" : ` in ${areaCode}`}`}
      </p>
      {fitting && (
        <Button
          variant="outline"
          size="small"
          className="mt-3 mb-2"
          onClick={() => onSearch({ areaCode, numberType: fitting })}
        >
          Choose {fitting === "toll_free" ? "Toll-free" : "Local"}
        </Button>
      )}
      <p className="mt-0.5 text-balance text-muted-foreground" role="status">
        {suggestions.length > 0 ? leadTo(fitting) : isPending ? "Looking for area codes nearby…" : whatElse(criteria)}
      </p>
      {suggestions.length > 0 && (
        <ul className="mt-3 flex flex-wrap justify-center gap-1.5">
          {suggestions.map(({ area_code, phone_number_type, locality, region }) => (
            <li key={area_code}>
              <Button
                variant="outline"
                size="small"
                className="gap-1.5 rounded-full"
                onClick={() => onSearch({ areaCode: String(area_code), numberType: phone_number_type })}
              >
                <span className="font-mono">{area_code}</span>{" "}
                <span className="font-normal text-muted-foreground text-xs">
                  {placeOf({ phone_number_type, locality, region })}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function leadTo(fitting: NumberType | undefined): string {
  if (fitting === undefined) return "Try a nearby area code:";
  return fitting === "toll_free" ? "Try a toll-free code:" : "Try an area code with local numbers:";
}

function whatElse({ areaCode, numberType }: SearchCriteria): string {
  if (areaCode !== "") return "Try another area code, or clear the field to see what's available.";
  return numberType === "local" ? "Try toll-free, or check back later." : "Try local, or check back later.";
}

export function SearchFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div role="alert" className="grid min-h-full place-content-center justify-items-center px-5 py-8 text-center">
      <p className="font-medium">Couldn’t search for numbers</p>
      <p className="mt-0.5 mb-4 max-w-[44ch] text-balance text-muted-foreground">{error.message}</p>
      <Button variant="outline" size="small" onClick={onRetry}>
        Retry
      </Button>
    </div>
  );
}
