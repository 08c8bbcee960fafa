"use client";

import { debounce, parseAsString, useQueryState } from "nuqs";
import { useEffect, useState } from "react";
import { digitsOf } from "./digits";

const TYPING_MS = 180;

/** What is typed, kept in the URL as `q`, and its digits once the typing rests. */
export function useNumberFilter() {
  const [typed, setTyped] = useQueryState(
    "q",
    parseAsString.withDefault("").withOptions({ limitUrlUpdates: debounce(TYPING_MS) }),
  );
  const typedDigits = digitsOf(typed);
  const [digits, setDigits] = useState(typedDigits);

  useEffect(() => {
    const timer = setTimeout(() => setDigits(typedDigits), typedDigits === "" ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [typedDigits]);

  return { typed, setTyped, digits, clear: () => setTyped(null) };
}
