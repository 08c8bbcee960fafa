import { createSimulatorControl } from "./control-client";
import { checkAnswer } from "./official-answers";
import { type SimulatorOptions, startSimulator } from "./server";

export const accountSid = `AC${"0123456789abcdef".repeat(2)}`;
export const authToken = "a-token-for-tests";
export const apiKey = { sid: `SK${"fedcba9876543210".repeat(2)}`, secret: "a-secret-for-tests" };

export type Fields = Record<string, string | number | boolean>;
export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

/** Starts a simulator on a free port, with a caller that checks every answer against the official descriptions. */
export async function startTestSimulator(options: Partial<SimulatorOptions> = {}) {
  const simulator = await startSimulator({
    port: 0,
    accountSid,
    authToken,
    apiKeys: { [apiKey.sid]: apiKey.secret },
    ...options,
  });
  const control = createSimulatorControl(simulator.url);
  const account = `/2010-04-01/Accounts/${accountSid}`;
  const visited = new Set<string>();

  async function call(method: "GET" | "POST" | "DELETE", target: string, form: Fields = {}, credentials = basic()) {
    const path = target.startsWith("/v1/") ? target : `${account}${target}`;
    const response = await fetch(simulator.url + path, {
      method,
      headers: { authorization: credentials },
      ...(method === "POST" ? { body: toForm(form) } : {}),
    });
    const text = await response.text();
    const body = text === "" ? undefined : JSON.parse(text);
    const template = templateOf(new URL(path, simulator.url).pathname);
    const wrong = checkAnswer(method, template, response.status, body);
    if (wrong.length > 0)
      throw new Error(`${method} ${path} answered ${response.status}\n${wrong.join("\n")}\n${text}`);
    if (response.ok) visited.add(`${method} ${template}`);
    return { status: response.status, headers: response.headers, body: body ?? {} } satisfies Answer;
  }

  return {
    ...simulator,
    control,
    account,
    /** Method and template of every successful call. */
    visited,
    call,
    buy: (phoneNumber: string, form: Fields = {}) =>
      call("POST", "/IncomingPhoneNumbers.json", { PhoneNumber: phoneNumber, ...form }),
    search: async (query: Fields = {}, type = "Local") => {
      const answer = await call("GET", `/AvailablePhoneNumbers/US/${type}.json?${toForm(query)}`);
      return answer.body.available_phone_numbers as AvailableNumber[];
    },
    createTrunk: async (form: Fields = {}) => {
      const answer = await call("POST", "/v1/Trunks", form);
      return String(answer.body.sid);
    },
  };
}

export type TestSimulator = Awaited<ReturnType<typeof startTestSimulator>>;

export type AvailableNumber = {
  phone_number: string;
  locality: string | null;
  region: string | null;
  postal_code: string | null;
  latitude: string | null;
  longitude: string | null;
  address_requirements: string;
  capabilities: { voice: boolean; SMS: boolean; MMS: boolean };
};

export const basic = (user = accountSid, secret = authToken) =>
  `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}`;

const toForm = (fields: Fields) =>
  new URLSearchParams(Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]));

/** Turns `/v1/Trunks/TK…` into the described path `/v1/Trunks/{Sid}`. */
export function templateOf(path: string): string {
  return path
    .replace(/^\/2010-04-01\/Accounts\/AC\w+\.json$/, "/2010-04-01/Accounts/{Sid}.json")
    .replace(/^\/2010-04-01\/Accounts\/AC\w+/, "/2010-04-01/Accounts/{AccountSid}")
    .replace(/AvailablePhoneNumbers\/[A-Z]{2}(?=[./])/, "AvailablePhoneNumbers/{CountryCode}")
    .replace(/^\/v1\/Trunks\/TK\w+(?=\/)/, "/v1/Trunks/{TrunkSid}")
    .replace(/Countries\/[A-Z]{2}$/, "Countries/{IsoCountry}")
    .replace(/\/(PN|TK|OU)[0-9a-f]{32}(?=\.json$|$)/, "/{Sid}");
}
