import { type AttemptResult, resultOf, unsent } from "@/lib/webhooks/attempt-result";
import { checkEndpointUrl } from "@/lib/webhooks/check-endpoint-url";
import { type Attempt, findDelivery } from "@/lib/webhooks/delivery-store";
import { payloadOf } from "@/lib/webhooks/payload-of";
import { postEvent } from "@/lib/webhooks/post-event";
import { signatureHeaders, signingSecrets } from "@/lib/webhooks/signing";

/** Sends to the addresses that the endpoint's host resolves to now. Throws when the secret cannot be decrypted. */
export async function send(attempt: Attempt): Promise<AttemptResult> {
  const delivery = await findDelivery(attempt);
  if (!delivery) return unsent("The endpoint was deleted.");
  const checked = await checkEndpointUrl(delivery.endpoint.url);
  if ("problem" in checked) return unsent(checked.problem);
  const at = new Date();
  const body = JSON.stringify(payloadOf(delivery.event));
  const secrets = signingSecrets(delivery.endpoint, at);
  const headers = {
    ...signatureHeaders({ id: delivery.event.id, body, secrets, at }),
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
    "User-Agent": "Trunkline-Webhooks/1",
  };
  const startedAt = performance.now();
  const answer = await postEvent({ ...checked, headers, body });
  const result = resultOf(answer, Math.round(performance.now() - startedAt));
  // Any organization could name a private host, so its response body stays hidden.
  return checked.isPublic ? result : { ...result, excerpt: null };
}
