import { FilterInput } from "@/components/ui/filter-input";

type NumberFilterProps = { typed: string; onType: (text: string | null) => void };

export function NumberFilter(props: NumberFilterProps) {
  return <FilterInput label="Find a number" placeholder="Find a number…" inputMode="tel" {...props} />;
}
