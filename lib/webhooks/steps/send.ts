import { type AttemptResult, resultOf, unsent } from "@/lib/webhooks/attempt-result";
import { checkEndpointUrl } from "@/lib/webhooks/check-endpoint-url";
import { type Attempt, findDelivery } from "@/lib/webhooks/delivery-store";
import { payloadOf } from "@/lib/webhooks/payload-of";
import { postEvent } from "@/lib/webhooks/post-event";
import { signatureHeaders, signingSecrets } from "@/lib/webhooks/signing";

/** Sends what is to be sent, to where the endpoint's host is now. Throws when that is not to be read: a sealed secret, say. */
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
  // What a private host says is not for every organization that may name it.
  return checked.isPublic ? result : { ...result, excerpt: null };
}
