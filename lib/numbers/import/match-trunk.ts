import { readableName } from "@/lib/platform/names/readable-name";

export type TrunkRow = { id: string; name: string; managed: boolean };

export type NamedTrunk = { id: string } | { problem: string };

export const noSuchTrunk = { problem: "No trunk with this name or ID." };

/** Matches by id or readable name, ignoring case only when no name matches exactly. */
export function trunkMatcher(rows: TrunkRow[]): (text: string) => NamedTrunk {
  const byId = groupedBy(rows, ({ id }) => id);
  const byName = groupedBy(rows, ({ name }) => readableName(name));
  const byNameInAnyCase = groupedBy(rows, ({ name }) => anyCase(name));
  return (text) => {
    const name = readableName(text);
    const found = byId.get(name.toLowerCase()) ?? byName.get(name) ?? byNameInAnyCase.get(anyCase(text));
    const [trunk, ...others] = found ?? [];
    if (!trunk || name === "") return noSuchTrunk;
    if (others.length > 0) return { problem: ambiguity([trunk, ...others]) };
    if (trunk.managed) return { problem: "This trunk is managed by Trunkline. Choose one of your own trunks." };
    return { id: trunk.id };
  };
}

function groupedBy(rows: TrunkRow[], key: (row: TrunkRow) => string): Map<string, TrunkRow[]> {
  const groups = new Map<string, TrunkRow[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

/** Converts twice, for letters such as ß and ﬁ that have no single capital form. */
const anyCase = (name: string) => readableName(name).toUpperCase().toLowerCase();

function ambiguity(trunks: TrunkRow[]): string {
  const names = new Set(trunks.map(({ name }) => readableName(name)));
  if (names.size === 1) return `${trunks.length} trunks have this name. Use the trunk's id.`;
  const list = [...names].slice(0, 5).map((name) => `“${name}”`);
  return `${trunks.length} trunks have this name in another case: ${list.join(", ")}. Write it in the same case, or use the trunk's id.`;
}
