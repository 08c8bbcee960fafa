type State = Record<string, unknown> | null;

export type Change = { member: string; before: string | undefined; after: string | undefined; changed: boolean };

/** Lists every member of either state, differences first. */
export function changesOf(before: State, after: State): Change[] {
  const members = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return members
    .map((member) => {
      const [old, now] = [textOf(before?.[member]), textOf(after?.[member])];
      return { member: member.replaceAll("_", " "), before: old, after: now, changed: old !== now };
    })
    .sort((a, b) => Number(b.changed) - Number(a.changed));
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(textOf).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Names the changed object as the event recorded it; else by id. */
export function subjectOf({ before, after, target_id }: { before: State; after: State; target_id: string }): string {
  const kept = { ...before, ...after };
  const name = kept.phone_number ?? kept.name ?? kept.email;
  return typeof name === "string" ? name : target_id.slice(0, 8);
}
