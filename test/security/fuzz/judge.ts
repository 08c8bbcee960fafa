import { Problem } from "@/lib/platform/schemas";

/** The parts of a response that are checked. */
export type Answer = { status: number; contentType: string; requestId: string | null; headers: string; text: string };

const inside = /\bprisma\b|node_modules|\.ts:\d+|\bpg_catalog\b/i;

/** Describes the problem with a response; undefined when there is none. */
export function faultOf({ status, contentType, requestId, headers, text }: Answer, documented: number[]) {
  if (status >= 500) return `answers ${status}: ${text.slice(0, 300)}`;
  if (!documented.includes(status)) return `answers ${status}, which is not documented: ${text.slice(0, 300)}`;
  if (!requestId) return "has no X-Request-Id";
  if (/x-injected/i.test(headers)) return "lets a header be injected";
  if (status < 400) return undefined;
  if (!contentType.startsWith("application/problem+json")) return `is ${contentType}, not application/problem+json`;
  const problem = Problem.safeParse(JSON.parse(text)).data;
  if (!problem || problem.status !== status) return `is no problem document of ${status}: ${text.slice(0, 300)}`;
  if (!/[.!?]$/.test(problem.detail)) return `has a detail that is no sentence: ${problem.detail.slice(0, 300)}`;
  return inside.test(text) ? `tells of our insides: ${text.slice(0, 300)}` : undefined;
}

export async function answerOf(response: Response): Promise<Answer> {
  return {
    status: response.status,
    contentType: response.headers.get("content-type") ?? "",
    requestId: response.headers.get("x-request-id"),
    headers: [...response.headers.keys()].join("\n"),
    text: await response.text(),
  };
}
