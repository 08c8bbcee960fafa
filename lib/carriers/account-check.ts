export type AccountCheck = {
  /** `unknown`: the credentials may not read it, which is not a problem in itself. */
  outcome: "ok" | "problem" | "unknown";
  line: string;
};

/**
 * Whether calls reach LiveKit: a project's SIP host is its id without `p_`, over TCP
 * (https://docs.livekit.io/telephony/start/providers/twilio). Of other hosts, only the form is known.
 * @param url the trunk's origination URL
 */
export function checkOriginationUrl(url: string): AccountCheck {
  const [, host, parameters = ""] = /^sip:([^;:?]+)(?::\d+)?(;[^?]*)?$/i.exec(url) ?? [];
  if (host === undefined) return problem(`${url} is no origination URL: write sip:, a host and its parameters.`);
  const isLiveKit = /\.sip\.livekit\.cloud$/i.test(host);
  if (isLiveKit && /^p_/i.test(host)) {
    return problem(
      `${url} names the project id with p_: LiveKit's SIP host is the id without it, ${url.replace(/p_/i, "")}.`,
    );
  }
  if (isLiveKit && !/;transport=tcp(;|$)/i.test(parameters)) {
    return problem(`${url} leaves the transport to UDP: LiveKit asks for ${url};transport=tcp.`);
  }
  return ok(`Calls to your numbers go to ${url}.`);
}

export const ok = (line: string): AccountCheck => ({ outcome: "ok", line });
export const problem = (line: string): AccountCheck => ({ outcome: "problem", line });
export const unknown = (line: string): AccountCheck => ({ outcome: "unknown", line });
