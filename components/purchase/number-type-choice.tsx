import type { NumberType } from "./queries";

const choices: { value: NumberType; word: string }[] = [
  { value: "local", word: "Local" },
  { value: "toll_free", word: "Toll-free" },
];

type NumberTypeChoiceProps = { chosen: NumberType; onChoose: (chosen: NumberType) => void };

export function NumberTypeChoice({ chosen, onChoose }: NumberTypeChoiceProps) {
  return (
    <fieldset className="flex h-9 shrink-0 gap-0.5 rounded-control border border-border bg-muted p-[3px] max-sm:w-full">
      <legend className="sr-only">Kind of number</legend>
      {choices.map(({ value, word }) => (
        <label
          key={value}
          className="flex flex-1 cursor-pointer items-center justify-center whitespace-nowrap rounded-[5px] px-3 text-muted-foreground text-sm transition-colors has-checked:bg-surface has-checked:font-medium has-checked:text-foreground has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-accent dark:has-checked:bg-border-strong"
        >
          <input
            type="radio"
            name="number-type"
            value={value}
            checked={chosen === value}
            onChange={() => onChoose(value)}
            className="sr-only"
          />
          {word}
        </label>
      ))}
    </fieldset>
  );
}
