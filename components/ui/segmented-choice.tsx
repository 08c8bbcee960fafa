"use client";

import { useId } from "react";
import { classNames } from "./class-names";

type SegmentedChoiceProps<T extends string> = {
  /** For screen readers. */
  label: string;
  choices: readonly { value: T; word: string }[];
  chosen: T;
  onChoose: (chosen: T) => void;
  className?: string;
};

/** Radio buttons in one frame, for a few short options. */
export function SegmentedChoice<T extends string>({
  label,
  choices,
  chosen,
  onChoose,
  className,
}: SegmentedChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset
      className={classNames(
        "flex h-9 shrink-0 gap-0.5 rounded-control border border-border bg-muted p-[3px]",
        className,
      )}
    >
      <legend className="sr-only">{label}</legend>
      {choices.map(({ value, word }) => (
        <label
          key={value}
          className="flex flex-1 cursor-pointer items-center justify-center whitespace-nowrap rounded-[5px] px-3 text-muted-foreground text-sm transition-colors has-checked:bg-surface has-checked:font-medium has-checked:text-foreground has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-accent dark:has-checked:bg-border-strong"
        >
          <input
            type="radio"
            name={name}
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
