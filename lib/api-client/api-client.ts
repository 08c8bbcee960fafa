import type { z } from "zod";
import { Problem } from "@/lib/platform/schemas";

/** A non-success response, or no response at all (`code: "unreachable"`, status 0). */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfter: number | null,
    readonly problem: Problem | null,
  ) {
    super(message);
  }
}

type ApiRequest = {
  organizationId: string;
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/**
 * Calls the API as the signed-in user. Throws `ApiError`, whose message is a sentence for a person.
 * @param path including its query, e.g. `/core/phone-numbers?limit=50`
 */
export async function callApi<T extends z.ZodType>(
  path: string,
  request: ApiRequest & { response: T },
): Promise<z.output<T>> {
  return (await callApiForState(path, request)).record;
}

export async function callApiForState<T extends z.ZodType>(
  path: string,
  { response, ...request }: ApiRequest & { response: T },
): Promise<{ record: z.output<T>; etag: string | null }> {
  const answer = await send(path, request);
  const record = response.parse(await answer.json().catch(() => undefined));
  return { record, etag: answer.headers.get("ETag") };
}

/** Makes the server answer 412 if the record has changed. */
export const ifMatch = (etag: string | null): Record<string, string> => (etag === null ? {} : { "If-Match": etag });

export async function downloadFromApi(path: string, request: ApiRequest): Promise<Blob> {
  const answer = await send(path, request);
  return answer.blob().catch(() => {
    throw unreachable();
  });
}

async function send(path: string, { organizationId, method = "GET", body, headers, signal }: ApiRequest) {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      signal,
      headers: {
        "X-Anyreach-Org": organizationId,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
  if (answer.ok) return answer;
  const problem = Problem.safeParse(await answer.json().catch(() => undefined)).data ?? null;
  throw new ApiError(
    answer.status,
    problem?.code ?? "unexpected_reply",
    problem?.detail ?? "Unexpected response from the server. Try again in a moment.",
    Number(answer.headers.get("Retry-After")) || null,
    problem,
  );
}

function unreachable() {
  const sentence = "Can't reach Trunkline. Check your connection and try again.";
  return new ApiError(0, "unreachable", sentence, null, null);
}
