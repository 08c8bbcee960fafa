import { ApiError } from "@/lib/http/api-client";
import { Problem } from "@/lib/http/schemas";
import { ImportReport } from "@/lib/import/schemas";

type SendFile = {
  file: File;
  organizationId: string;
  trunkId: string;
  dryRun: boolean;
  /** From 0 to 1, as the server takes the file. */
  onProgress: (share: number) => void;
};

/**
 * Sends a file to be checked or imported. Not with fetch, which does not tell how far an upload is. A file with errors
 * comes back as its report. Throws `ApiError` whose message is a sentence for a person.
 */
export function sendFile({ file, organizationId, trunkId, dryRun, onProgress }: SendFile): Promise<ImportReport> {
  const query = new URLSearchParams({ ...(dryRun && { dry_run: "true" }), ...(trunkId && { trunk_id: trunkId }) });
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open("POST", `/core/phone-numbers/import?${query}`);
    request.setRequestHeader("Content-Type", "text/csv");
    request.setRequestHeader("X-Anyreach-Org", organizationId);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      const json = jsonOf(request.responseText);
      const report = ImportReport.safeParse(request.status < 300 ? json : reportIn(json));
      if (report.success) resolve(report.data);
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

const reportIn = (problem: unknown) => (problem as { report?: unknown } | undefined)?.report;

function refusal({ status }: XMLHttpRequest, json: unknown): ApiError {
  const problem = Problem.safeParse(json).data ?? null;
  const detail = problem?.detail ?? "The server gave an answer we cannot read. Try again in a moment.";
  return new ApiError(status, problem?.code ?? "unexpected_reply", detail, null, problem);
}

function unreachable(): ApiError {
  const detail = "The file did not arrive. Check your connection, and that it has not changed since you chose it.";
  return new ApiError(0, "unreachable", detail, null, null);
}
