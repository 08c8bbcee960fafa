/** Prevents open redirects: any other origin or invalid input becomes the front page. Never throws. */
export function ownUrl(url: unknown, baseUrl: string): string {
  const front = new URL("/", baseUrl);
  if (typeof url !== "string" || !URL.canParse(url, front)) return front.href;
  const target = new URL(url, front);
  return target.origin === front.origin ? target.href : front.href;
}
