type Header = { key: string; value: string };

/** Hashes of the style element that sonner inserts without a nonce: first empty, then with its text. */
export const TOASTER_STYLES =
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='";

/**
 * Allows style attributes, which nonces do not cover and positioning libraries need, but not style elements. Trusted
 * Types stay off because Turbopack's chunk loader assigns `script.src` without a policy.
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

/** On pages that bypass the proxy (prefetches, paths that end like a file); the proxy's own policy takes precedence. */
export const pageHeaders: Header[] = [
  { key: "Content-Security-Policy", value: contentSecurityPolicy("'self'", "'self'") },
];

/** On responses that a browser must never render as a page. */
export const apiHeaders: Header[] = [
  {
    key: "Content-Security-Policy",
    value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  },
];

/** Only for HTTPS (RFC 6797 §7.2), which the proxy in front reports. */
export const transportHeaders: Header[] = [
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" },
];
