const here = "http://here.invalid";

/** Prevents open redirects: returns a path of this site, whatever the link says. */
export function returnPath(from: string | string[] | undefined): string {
  if (typeof from !== "string" || !URL.canParse(from, here)) return "/";
  const { origin, pathname, search, hash } = new URL(from, here);
  const path = `${pathname}${search}${hash}`;
  return origin === here && !path.startsWith("//") && !pathname.startsWith("/sign-in") ? path : "/";
}
