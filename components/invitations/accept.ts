/** What the page's own action answers. */
export type Accept<Arguments extends unknown[]> = (
  ...args: Arguments
) => Promise<{ slug: string; email: string } | { error: string }>;

export const unreachable = { error: "Trunkline cannot be reached. Check your connection and try again." };
