import { headers } from "next/headers";

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
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  // Browsers hide a nonce from the document once it is used, so React cannot find it again.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
