/** Why a text is no area code, as a sentence; undefined when it is one, or blank: blank shows what is available. */
export function areaCodeProblem(text: string): string | undefined {
  const code = text.trim();
  if (code === "") return undefined;
  if (!/^\d{3}$/.test(code)) return "Enter a 3-digit area code, for example 415.";
  if (!/^[2-9]/.test(code)) return "Area codes start with 2 to 9, for example 415.";
  return undefined;
}
