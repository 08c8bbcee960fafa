/**
 * Prevents open redirects: returns the URL when it is on our origin, else the front page. Accepts any input and never
 * throws.
 */
export function ownUrl(url: unknown, baseUrl: string): string {
  const front = new URL("/", baseUrl);
  if (typeof url !== "string" || !URL.canParse(url, front)) return front.href;
  const target = new URL(url, front);
  return target.origin === front.origin ? target.href : front.href;
}
