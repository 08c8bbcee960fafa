/**
 * A request as Next.js hands it to a route: a proxy whose members are bound to the request behind it. Its private state
 * is out of a proxy's reach (undici keeps it under symbols up to Node 20, in private fields since).
 */
export function proxied(request: Request): Request {
  return new Proxy(request, {
    get(target, property) {
      if (typeof property === "symbol") return undefined;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
