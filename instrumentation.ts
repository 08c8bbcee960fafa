export async function register() {
  // The edge bundle must not see what needs Node.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { boot } = await import("./instrumentation-node");
    boot();
  }
}
