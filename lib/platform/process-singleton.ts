const home = globalThis as typeof globalThis & { trunklineSingletons?: Map<string, unknown> };

/**
 * Shares state across bundles: Next.js evaluates a module once per bundle, so a module variable exists repeatedly.
 * @param name unique in the code base; the caller chooses the type of its value
 * @param make called once per process
 */
export function processSingleton<T>(name: string, make: () => T): T {
  home.trunklineSingletons ??= new Map();
  if (!home.trunklineSingletons.has(name)) home.trunklineSingletons.set(name, make());
  return home.trunklineSingletons.get(name) as T;
}

export function forgetSingleton(name: string): void {
  home.trunklineSingletons?.delete(name);
}
