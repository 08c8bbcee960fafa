import { answerOf, faultOf } from "./fuzz/judge";
import { addressOf, allOperations } from "./operations";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const nowhere = ["/core", "/core/nothing", "/admin/nothing/at/all", "/core/phone-numbers/x/y/z", "/api/nothing"];

/** Checks over HTTP: an unsupported method is 405 with Allow, an unknown path is 404, both as problem documents. */
export async function checkSurface(origin: string): Promise<{ requests: number; faults: string[] }> {
  const faults: string[] = [];
  let requests = 0;
  const ask = async (method: string, path: string, status: number, allow?: string) => {
    requests++;
    const response = await fetch(`${origin}${path}`, { method, redirect: "manual" });
    const allowed = response.headers.get("allow");
    const fault = faultOf(await answerOf(response), [status]);
    if (fault) faults.push(`${method} ${path} ${fault}`);
    else if (allow !== undefined && allowed !== allow) faults.push(`${method} ${path} allows ${allowed}, not ${allow}`);
  };
  const offered = new Map<string, string[]>();
  for (const { path, method } of allOperations()) offered.set(path, [...(offered.get(path) ?? []), method]);
  for (const [path, has] of offered) {
    const allow = methods.filter((method) => has.includes(method)).concat(has.includes("GET") ? "HEAD" : [], "OPTIONS");
    for (const method of methods.filter((method) => !has.includes(method))) {
      await ask(
        method,
        addressOf(path, { phoneNumber: "+14155550100" }).replaceAll(/\/(?=\/|$)/g, "/x"),
        405,
        allow.join(", "),
      );
    }
  }
  for (const path of nowhere) for (const method of methods) await ask(method, path, 404);
  return { requests, faults };
}
