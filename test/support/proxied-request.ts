/**
 * A request as Next.js passes it to a route: a proxy whose members are bound to the real request. A proxy has no access
 * to private state (undici stores it under symbols up to Node 20, in private fields since).
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
