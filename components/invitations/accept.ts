export type Accept<Arguments extends unknown[]> = (
  ...args: Arguments
) => Promise<{ slug: string; email: string } | { error: string }>;

export const unreachable = { error: "Can't reach Trunkline. Check your connection and try again." };
