import { z } from "zod";
import { ApiError } from "@/lib/api-client/api-client";
import { Problem } from "@/lib/platform/schemas";

type SendFile = {
  file: File;
  organizationId: string;
  trunkId: string;
  dryRun: boolean;
  /** From 0 to 1, as the upload proceeds. */
  onProgress: (share: number) => void;
};

const MAX_NAME = 200;

/** Part of every response once the file is accepted, also when the import has failed by then. */
const Accepted = z.object({ import_id: z.uuid() });

/**
 * Uploads a file to check or import, and returns the import's id. Uses XMLHttpRequest, because fetch does not report
 * upload progress. Throws `ApiError` with a user-facing message when the file is rejected.
 */
export function sendFile({ file, organizationId, trunkId, dryRun, onProgress }: SendFile): Promise<string> {
  const query = new URLSearchParams({
    file_name: file.name.slice(0, MAX_NAME),
    ...(dryRun && { dry_run: "true" }),
    ...(trunkId && { trunk_id: trunkId }),
  });
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open("POST", `/core/phone-numbers/import?${query}`);
    request.setRequestHeader("Content-Type", "text/csv");
    request.setRequestHeader("X-Anyreach-Org", organizationId);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      const json = jsonOf(request.responseText);
      const accepted = Accepted.safeParse(json);
      if (accepted.success) resolve(accepted.data.import_id);
      else reject(refusal(request, json));
    };
    request.onerror = () => reject(unreachable());
    request.send(file);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal({ status }: XMLHttpRequest, json: unknown): ApiError {
  const problem = Problem.safeParse(json).data ?? null;
  const detail = problem?.detail ?? "Unexpected response from the server. Try again in a moment.";
  return new ApiError(status, problem?.code ?? "unexpected_reply", detail, null, problem);
}

function unreachable(): ApiError {
  const detail = "Upload failed. Check your connection, and that the file hasn't changed.";
  return new ApiError(0, "unreachable", detail, null, null);
}
