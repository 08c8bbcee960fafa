import type { Scope } from "@/lib/identity/schemas";

type NavPage = {
  label: string;
  /** Below `/{org}/`. */
  path: string;
  /** Any one of them is enough. */
  scopes: readonly Scope[];
};

/** In display order. */
const groups: readonly { heading: string | null; pages: readonly NavPage[] }[] = [
  {
    heading: null,
    pages: [
      { label: "Phone Numbers", path: "phone-numbers", scopes: ["phone_numbers:read", "phone_numbers:manage"] },
      { label: "Agents", path: "agents", scopes: ["agents:read", "agents:manage"] },
      { label: "Trunks", path: "trunks", scopes: ["trunks:read", "trunks:manage"] },
      { label: "Webhooks", path: "webhooks", scopes: ["organizations:manage"] },
      { label: "Activity", path: "activity", scopes: ["audit:read"] },
      { label: "Needs attention", path: "needs-attention", scopes: ["phone_numbers:manage"] },
    ],
  },
  {
    heading: "Organization",
    pages: [
      { label: "Members", path: "members", scopes: ["members:read", "members:manage"] },
      { label: "API Keys", path: "api-keys", scopes: ["api_keys:manage"] },
    ],
  },
];

/** Returns the pages that these scopes allow, without empty groups. */
export function navigationFor(scopes: readonly Scope[]) {
  return groups
    .map(({ heading, pages }) => ({
      heading,
      pages: pages.filter((page) => page.scopes.some((scope) => scopes.includes(scope))),
    }))
    .filter(({ pages }) => pages.length > 0);
}
