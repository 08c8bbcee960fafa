import { NavLink } from "@/components/shell/nav-link";
import { accountPages } from "./account-pages";

/** Beside the account pages; above them on a small screen. */
export function AccountNav() {
  return (
    <nav aria-label="Account" className="flex gap-1 md:flex-col">
      {accountPages.map(({ label, href }) => (
        <NavLink key={href} href={href}>
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
