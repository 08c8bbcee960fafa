import { trunkNumberBody } from "./number-body";
import { metaOf, paginate } from "./paging";
import type { OwnedNumber } from "./state";
import { requireTrunk } from "./trunks";
import { invalidParameter, notFound, type Reply, requireParameter, type TwilioRequest } from "./twilio-request";

/** `POST /v1/Trunks/{trunk}/PhoneNumbers`: binds an owned number, replacing any previous binding. */
export function attachNumber(request: TwilioRequest): Reply {
  const { accountSid, form, origin, owns, store } = request;
  const trunk = requireTrunk(request);
  const sid = requireParameter(form, "PhoneNumberSid");
  const number = store.state.numbersBySid.get(sid);
  if (!number || !owns(number)) throw invalidParameter(`PhoneNumberSid ${sid} does not exist`);
  const bound = bind(request, number, trunk.sid);
  return { status: 201, body: trunkNumberBody(accountSid, origin, bound) };
}

/** `GET /v1/Trunks/{trunk}/PhoneNumbers` */
export function listTrunkNumbers(request: TwilioRequest): Reply {
  const { accountSid, origin, store } = request;
  const trunk = requireTrunk(request);
  const bound = [...store.state.numbersBySid.values()].filter(({ trunkSid }) => trunkSid === trunk.sid);
  const page = paginate(request, bound);
  const numbers = page.items.map((number) => trunkNumberBody(accountSid, origin, number));
  return { status: 200, body: { meta: metaOf("phone_numbers", origin, page), phone_numbers: numbers } };
}

/** `GET /v1/Trunks/{trunk}/PhoneNumbers/{sid}` */
export function getTrunkNumber(request: TwilioRequest): Reply {
  const { accountSid, origin } = request;
  return { status: 200, body: trunkNumberBody(accountSid, origin, requireBound(request)) };
}

/** `DELETE /v1/Trunks/{trunk}/PhoneNumbers/{sid}`: the number stays in the account. */
export function detachNumber(request: TwilioRequest): Reply {
  bind(request, requireBound(request), null);
  return { status: 204 };
}

function requireBound(request: TwilioRequest): OwnedNumber {
  const trunk = requireTrunk(request);
  const number = request.store.state.numbersBySid.get(request.params.sid ?? "");
  if (number?.trunkSid !== trunk.sid) throw notFound(request.path);
  return number;
}

function bind({ store }: TwilioRequest, number: OwnedNumber, trunkSid: string | null): OwnedNumber {
  const bound = { ...number, trunkSid, settings: { ...number.settings }, updatedAt: Date.now() };
  if (trunkSid !== null) delete bound.settings.voice_application_sid;
  store.record({ type: "number_updated", number: bound });
  return bound;
}
