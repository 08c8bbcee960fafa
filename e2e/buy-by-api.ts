import { expect, type OwnOrganization } from "./fixtures";
import type { World } from "./stack";

/** Buys a number from the carrier without the UI. */
export async function buyByApi({ apiKey }: OwnOrganization, { url }: World): Promise<string> {
  const headers = { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" };
  const account = `${url}/core/managed-accounts/default`;
  const { data } = await (await fetch(`${account}/search-numbers?area_code=503&limit=1`, { headers })).json();
  const body = JSON.stringify({ phone_number: data[0].phone_number });
  const answer = await fetch(`${account}/purchase-number`, { method: "POST", headers, body });
  expect(answer.status).toBe(201);
  return data[0].phone_number;
}
