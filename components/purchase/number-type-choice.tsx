import { SegmentedChoice } from "@/components/ui/segmented-choice";
import type { NumberType } from "./queries";

const choices: { value: NumberType; word: string }[] = [
  { value: "local", word: "Local" },
  { value: "toll_free", word: "Toll-free" },
];

type NumberTypeChoiceProps = { chosen: NumberType; onChoose: (chosen: NumberType) => void };

export function NumberTypeChoice(props: NumberTypeChoiceProps) {
  return <SegmentedChoice label="Number type" choices={choices} className="max-sm:w-full" {...props} />;
}
