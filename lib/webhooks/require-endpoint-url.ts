import { invalidField } from "@/lib/platform/errors";
import { checkEndpointUrl } from "./check-endpoint-url";

/** Queries DNS, so never call it within a transaction. Throws `validation_failed` for a disallowed URL. */
export async function requireEndpointUrl(url: string): Promise<void> {
  const checked = await checkEndpointUrl(url);
  if ("problem" in checked) throw invalidField("url", checked.problem);
}
