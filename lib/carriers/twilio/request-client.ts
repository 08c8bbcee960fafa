import RequestClient from "twilio/lib/base/RequestClient";

/**
 * The SDK's HTTP client with two additions: another host may stand in for all of Twilio's, and an answer that trickles
 * in is cut off too (the SDK's own timeout only counts silence).
 */
export class TwilioRequestClient extends RequestClient {
  private readonly base: URL | undefined;

  /** @param baseUrl scheme, host and port that serve every Twilio product; Twilio's own hosts when absent */
  constructor(baseUrl: string | undefined, timeoutMs: number) {
    super({ timeout: timeoutMs, autoRetry: false });
    this.base = baseUrl === undefined ? undefined : new URL(baseUrl);
    this.axios.interceptors.request.use((config) => {
      config.signal = AbortSignal.timeout(timeoutMs);
      return config;
    });
  }

  override request<TData>(options: RequestClient.RequestOptions<TData>) {
    if (this.base === undefined) return super.request<TData>(options);
    const url = new URL(options.uri);
    const headers = { ...options.headers, "X-Twilio-Host": url.host };
    url.protocol = this.base.protocol;
    url.host = this.base.host;
    return super.request<TData>({ ...options, uri: url.href, headers });
  }
}
