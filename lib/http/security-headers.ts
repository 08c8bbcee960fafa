type Header = { key: string; value: string };

/** Of the style element that sonner, which knows no nonce, inserts: empty at first, and then with its text. */
export const TOASTER_STYLES =
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='";

/**
 * The policy of every page. Style attributes, which no nonce covers and every library of positions writes, are let in;
 * style elements are not. Trusted Types stay off: the chunk loader of Turbopack assigns `script.src` without a policy.
 * @param scripts sources of scripts, as in `script-src`
 * @param styles sources of style elements, as in `style-src`
 */
export function contentSecurityPolicy(scripts: string, styles: string): string {
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** On every answer, files and errors of the framework included. */
export const securityHeaders: Header[] = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value:
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
  },
];

/** On pages that the proxy does not see (prefetches, addresses that end like a file); the proxy's own policy wins. */
export const pageHeaders: Header[] = [
  { key: "Content-Security-Policy", value: contentSecurityPolicy("'self'", "'self'") },
];

/** On answers that no browser shall show as a page, whatever it is made to believe. */
export const apiHeaders: Header[] = [
  {
    key: "Content-Security-Policy",
    value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  },
];

/** Only what came over HTTPS may say so (RFC 6797 §7.2); the proxy in front tells. */
export const transportHeaders: Header[] = [
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" },
];
