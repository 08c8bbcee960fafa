import type { OwnedNumber } from "./state";
import { iso8601, rfc2822 } from "./twilio-request";

/** Form name to response name of the settings that the simulator only stores. */
export const settingNames: Record<string, string> = {
  VoiceUrl: "voice_url",
  VoiceMethod: "voice_method",
  VoiceFallbackUrl: "voice_fallback_url",
  VoiceFallbackMethod: "voice_fallback_method",
  VoiceApplicationSid: "voice_application_sid",
  SmsUrl: "sms_url",
  SmsMethod: "sms_method",
  SmsFallbackUrl: "sms_fallback_url",
  SmsFallbackMethod: "sms_fallback_method",
  SmsApplicationSid: "sms_application_sid",
  StatusCallback: "status_callback",
  StatusCallbackMethod: "status_callback_method",
  AddressSid: "address_sid",
  BundleSid: "bundle_sid",
  IdentitySid: "identity_sid",
};

function commonBody(accountSid: string, number: OwnedNumber) {
  const { settings } = number;
  return {
    sid: number.sid,
    account_sid: accountSid,
    phone_number: number.phoneNumber,
    friendly_name: number.friendlyName,
    api_version: "2010-04-01",
    address_requirements: "none",
    beta: false,
    trunk_sid: number.trunkSid,
    voice_caller_id_lookup: false,
    voice_application_sid: settings.voice_application_sid ?? "",
    voice_url: settings.voice_url ?? "",
    voice_method: settings.voice_method ?? "POST",
    voice_fallback_url: settings.voice_fallback_url ?? "",
    voice_fallback_method: settings.voice_fallback_method ?? "POST",
    sms_application_sid: settings.sms_application_sid ?? "",
    sms_url: settings.sms_url ?? "",
    sms_method: settings.sms_method ?? "POST",
    sms_fallback_url: settings.sms_fallback_url ?? "",
    sms_fallback_method: settings.sms_fallback_method ?? "POST",
    status_callback: settings.status_callback ?? "",
    status_callback_method: settings.status_callback_method ?? "POST",
  };
}

/** A number as `IncomingPhoneNumbers` returns it. */
export function incomingNumberBody(accountSid: string, number: OwnedNumber) {
  return {
    ...commonBody(accountSid, number),
    capabilities: { ...number.capabilities, fax: false },
    address_sid: number.settings.address_sid ?? "",
    bundle_sid: number.settings.bundle_sid ?? "",
    identity_sid: number.settings.identity_sid ?? "",
    emergency_status: "Inactive",
    emergency_address_sid: null,
    emergency_address_status: "unregistered",
    voice_receive_mode: "voice",
    origin: "twilio",
    status: "in-use",
    type: number.type === "local" ? "local" : "toll-free",
    date_created: rfc2822(number.createdAt),
    date_updated: rfc2822(number.updatedAt),
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
  };
}

/** The same number as `Trunks/{sid}/PhoneNumbers` returns it. */
export function trunkNumberBody(accountSid: string, origin: string, number: OwnedNumber) {
  return {
    ...commonBody(accountSid, number),
    capabilities: number.capabilities,
    date_created: iso8601(number.createdAt),
    date_updated: iso8601(number.updatedAt),
    url: `${origin}/v1/Trunks/${number.trunkSid}/PhoneNumbers/${number.sid}`,
    links: { phone_number: `${origin}/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number.sid}.json` },
  };
}
