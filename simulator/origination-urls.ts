import { metaOf, paginate } from "./paging";
import type { OriginationUrl, Trunk } from "./state";
import { requireTrunk } from "./trunks";
import {
  invalidParameter,
  iso8601,
  newSid,
  notFound,
  parseBoolean,
  parseFriendlyName,
  parseInteger,
  type Reply,
  requireParameter,
  type TwilioRequest,
} from "./twilio-request";

const HIGHEST = 65535;

/** `POST /v1/Trunks/{trunk}/OriginationUrls`: requires all five fields. */
export function createOriginationUrl(request: TwilioRequest): Reply {
  const trunk = requireTrunk(request);
  const { form, store } = request;
  for (const name of ["Weight", "Priority", "Enabled", "FriendlyName", "SipUrl"]) requireParameter(form, name);
  const now = Date.now();
  const blank: OriginationUrl = {
    sid: newSid("OU"),
    sequence: store.nextSequence(),
    friendlyName: "",
    sipUrl: "",
    weight: 1,
    priority: 0,
    enabled: true,
    createdAt: now,
    updatedAt: now,
  };
  const url = withForm(blank, form, now);
  save(request, trunk, [...trunk.originationUrls, url]);
  return { status: 201, body: originationBody(request, trunk, url) };
}

/** `GET /v1/Trunks/{trunk}/OriginationUrls` */
export function listOriginationUrls(request: TwilioRequest): Reply {
  const trunk = requireTrunk(request);
  const page = paginate(request, trunk.originationUrls);
  const urls = page.items.map((url) => originationBody(request, trunk, url));
  return { status: 200, body: { meta: metaOf("origination_urls", request.origin, page), origination_urls: urls } };
}

/** `GET /v1/Trunks/{trunk}/OriginationUrls/{sid}` */
export function getOriginationUrl(request: TwilioRequest): Reply {
  const trunk = requireTrunk(request);
  return { status: 200, body: originationBody(request, trunk, requireUrl(request, trunk)) };
}

/** `POST /v1/Trunks/{trunk}/OriginationUrls/{sid}` */
export function updateOriginationUrl(request: TwilioRequest): Reply {
  const trunk = requireTrunk(request);
  const url = withForm(requireUrl(request, trunk), request.form, Date.now());
  const others = trunk.originationUrls.filter(({ sid }) => sid !== url.sid);
  save(request, trunk, [...others, url]);
  return { status: 200, body: originationBody(request, trunk, url) };
}

/** `DELETE /v1/Trunks/{trunk}/OriginationUrls/{sid}` */
export function deleteOriginationUrl(request: TwilioRequest): Reply {
  const trunk = requireTrunk(request);
  const { sid: gone } = requireUrl(request, trunk);
  save(
    request,
    trunk,
    trunk.originationUrls.filter(({ sid }) => sid !== gone),
  );
  return { status: 204 };
}

function requireUrl({ params, path }: TwilioRequest, trunk: Trunk): OriginationUrl {
  const url = trunk.originationUrls.find(({ sid }) => sid === params.sid);
  if (!url) throw notFound(path);
  return url;
}

function save({ store }: TwilioRequest, trunk: Trunk, originationUrls: OriginationUrl[]): void {
  store.record({ type: "trunk_saved", trunk: { ...trunk, originationUrls } });
}

function withForm(url: OriginationUrl, form: URLSearchParams, now: number): OriginationUrl {
  const sipUrl = form.get("SipUrl") ?? url.sipUrl;
  if (!/^sip:[^\s]+$/.test(sipUrl)) throw invalidParameter("SipUrl must start with sip:, sips is not supported");
  return {
    ...url,
    sipUrl,
    friendlyName: parseFriendlyName(form) ?? url.friendlyName,
    weight: parseInteger(form, "Weight", 1, HIGHEST, url.weight),
    priority: parseInteger(form, "Priority", 0, HIGHEST, url.priority),
    enabled: parseBoolean(form, "Enabled", url.enabled),
    updatedAt: now,
  };
}

function originationBody({ accountSid, origin }: TwilioRequest, trunk: Trunk, url: OriginationUrl) {
  return {
    sid: url.sid,
    account_sid: accountSid,
    trunk_sid: trunk.sid,
    friendly_name: url.friendlyName,
    sip_url: url.sipUrl,
    weight: url.weight,
    priority: url.priority,
    enabled: url.enabled,
    date_created: iso8601(url.createdAt),
    date_updated: iso8601(url.updatedAt),
    url: `${origin}/v1/Trunks/${trunk.sid}/OriginationUrls/${url.sid}`,
  };
}
