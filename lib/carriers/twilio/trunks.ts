import { CarrierError, type CarrierTrunk, type TrunkOrder } from "@/lib/carriers/carrier";
import type { TwilioClient } from "@/lib/carriers/twilio/client";
import { pickTrunk, toDomainName } from "@/lib/carriers/twilio/mapper";
import {
  OriginationUrlReply,
  OriginationUrlsPage,
  TrunkNumbersPage,
  TrunkReply,
  TrunksPage,
} from "@/lib/carriers/twilio/replies";
import { crashPoint } from "@/lib/platform/crash-point";

const trunksUrl = "https://trunking.twilio.com/v1/Trunks";

/** An account can hold 100 trunks, so this is one page (https://www.twilio.com/docs/sip-trunking/scale-and-limits). */
const pageParams = { PageSize: "100" };

const domainTaken = 21248;
const domainAttempts = 3;

/** Adds our origination URL when it is missing. A URL that the operator disabled stays disabled. */
export async function findOrCreateTrunk(
  client: TwilioClient,
  accountSid: string,
  order: TrunkOrder,
): Promise<CarrierTrunk> {
  const trunk = (await findTrunk(client, order.reference)) ?? (await createTrunk(client, accountSid, order.reference));
  await ensureOriginationUrl(client, trunk.sid, order.originationUrl);
  return { carrierId: trunk.sid, reference: order.reference };
}

export async function listTrunks(client: TwilioClient): Promise<TrunkReply[]> {
  const trunks: TrunkReply[] = [];
  for await (const page of client.pages(trunksUrl, TrunksPage, pageParams)) trunks.push(...page);
  return trunks;
}

/** Checks for numbers first: Twilio also deletes a trunk that has numbers, which would then ring nowhere. */
export async function deleteTrunk(client: TwilioClient, trunkSid: string): Promise<void> {
  const url = `${trunksUrl}/${encodeURIComponent(trunkSid)}`;
  for await (const page of client.pages(`${url}/PhoneNumbers`, TrunkNumbersPage, pageParams)) {
    if (page.length > 0) throw new CarrierError("refused", "bad_request", "The trunk still has numbers");
  }
  await client.delete(url);
}

async function findTrunk(client: TwilioClient, reference: string): Promise<TrunkReply | undefined> {
  return pickTrunk(await listTrunks(client), reference);
}

async function createTrunk(client: TwilioClient, accountSid: string, reference: string): Promise<TrunkReply> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      crashPoint("trunk.create.before");
      const trunk = await client.post(trunksUrl, TrunkReply, {
        FriendlyName: reference,
        DomainName: toDomainName(accountSid, reference, attempt),
      });
      crashPoint("trunk.create.after");
      return trunk;
    } catch (error) {
      if (!(error instanceof CarrierError) || error.details.carrierCode !== domainTaken) throw error;
      const twin = await findTrunk(client, reference);
      if (twin) return twin;
      if (attempt + 1 === domainAttempts) throw error;
    }
  }
}

async function ensureOriginationUrl(client: TwilioClient, trunkSid: string, sipUrl: string): Promise<void> {
  const url = `${trunksUrl}/${encodeURIComponent(trunkSid)}/OriginationUrls`;
  const wanted = sipUrl.toLowerCase();
  for await (const page of client.pages(url, OriginationUrlsPage, pageParams)) {
    if (page.some(({ sip_url }) => sip_url.toLowerCase() === wanted)) return;
  }
  crashPoint("trunk.origination.before");
  await client.post(url, OriginationUrlReply, {
    FriendlyName: "Trunkline",
    SipUrl: sipUrl,
    Weight: "10",
    Priority: "10",
    Enabled: "true",
  });
  crashPoint("trunk.origination.after");
}
