/** Explains why a text is not an area code; undefined when valid or blank, because a blank search shows all numbers. */
export function areaCodeProblem(text: string): string | undefined {
  const code = text.trim();
  if (code === "") return undefined;
  if (!/^\d{3}$/.test(code)) return "Enter a 3-digit area code, for example 415.";
  if (!/^[2-9]/.test(code)) return "Area codes start with 2 to 9, for example 415.";
  return undefined;
}
