import { headers } from "next/headers";
import { InlineScript } from "./inline-script";

// Before the first paint, so that nothing flashes. It listens too: to the system, to other tabs, and to use-theme.ts.
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
