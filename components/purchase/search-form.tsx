"use client";

import { type FormEvent, type RefObject, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { areaCodeProblem } from "./area-code";
import { NumberTypeChoice } from "./number-type-choice";
import type { NumberType, SearchCriteria } from "./queries";

type SearchFormProps = {
  field: RefObject<HTMLInputElement | null>;
  typed: string;
  onType: (text: string) => void;
  numberType: NumberType;
  onSearch: (criteria: SearchCriteria) => void;
};

export function SearchForm({ field, typed, onType, numberType, onSearch }: SearchFormProps) {
  const problemId = useId();
  const [problem, setProblem] = useState<string>();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = areaCodeProblem(typed);
    setProblem(found);
    if (found) field.current?.focus();
    else onSearch({ areaCode: typed.trim(), numberType });
  };
  const type = (text: string) => {
    onType(text);
    setProblem(undefined);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap gap-2 px-4 pb-6 sm:flex-nowrap sm:px-5">
      <NumberTypeChoice
        chosen={numberType}
        onChoose={(chosen) => {
          setProblem(undefined);
          onSearch({ areaCode: "", numberType: chosen });
        }}
      />
      <div className="relative min-w-0 flex-1">
        <Input
          ref={field}
          value={typed}
          onChange={(event) => type(event.target.value)}
          inputMode="numeric"
          autoComplete="off"
          placeholder="Search by area code"
          aria-label="Search by area code"
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? problemId : undefined}
          className="tabular-nums"
        />
        {problem && (
          <p
            id={problemId}
            role="alert"
            className="absolute top-full left-0 whitespace-nowrap pt-1 text-danger text-xs"
          >
            {problem}
          </p>
        )}
      </div>
      <Button type="submit" variant="outline">
        Search
      </Button>
    </form>
  );
}
