const home = globalThis as typeof globalThis & { trunklineSingletons?: Map<string, unknown> };

/**
 * State that the whole process shares. Next.js evaluates a module once per bundle (routes, pages, proxy and
 * instrumentation are bundles of their own), so a variable of a module is several: what is written at run time lives here.
 * @param name unique in the code base; the type of its value is the caller's own
 * @param make called once per process
 */
export function processSingleton<T>(name: string, make: () => T): T {
  home.trunklineSingletons ??= new Map();
  if (!home.trunklineSingletons.has(name)) home.trunklineSingletons.set(name, make());
  return home.trunklineSingletons.get(name) as T;
}

/** For tests: the next call of `processSingleton` makes it again. */
export function forgetSingleton(name: string): void {
  home.trunklineSingletons?.delete(name);
}
