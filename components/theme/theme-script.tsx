import { headers } from "next/headers";
import { InlineScript } from "./inline-script";

// Runs before the first paint to avoid a flash. Also listens to the system, other tabs, and use-theme.ts.
const script = `(function () {
  var system = matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    var choice = null;
    try { choice = localStorage.getItem("theme"); } catch (blocked) {}
    document.documentElement.classList.toggle("dark", choice === "dark" || (choice !== "light" && system.matches));
  }
  apply();
  system.addEventListener("change", apply);
  addEventListener("storage", apply);
})();`;

export async function ThemeScript() {
  return <InlineScript code={script} nonce={(await headers()).get("x-nonce") ?? undefined} />;
}
