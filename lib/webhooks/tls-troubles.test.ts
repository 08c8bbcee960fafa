import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer, type ServerOptions } from "node:https";
import { expect, it, onTestFinished } from "vitest";
import { serveHere } from "@/test/support/serve-here";
import { resultOf } from "./attempt-result";
import { postEvent } from "./post-event";

const pem = (name: string) => readFileSync(`test/support/tls/${name}.pem`);
const key = pem("key");
const answering = (options: ServerOptions) => createServer({ key, ...options }, (_, response) => void response.end());

async function errorOf(server: Server): Promise<string | null> {
  const { url, close } = await serveHere(server);
  onTestFinished(close);
  const secure = new URL(url.replace("http:", "https:"));
  const addresses = [{ address: secure.hostname, family: 4 }] as const;
  return resultOf(await postEvent({ url: secure, addresses, headers: {}, body: "" }), 0).error;
}

const unknownIssuer =
  "The endpoint's TLS certificate has an unknown issuer. Use one from a public certificate authority, and send its intermediate certificates.";

it.each([
  [
    "a self-signed certificate",
    () => answering({ cert: pem("self-signed") }),
    "The endpoint's TLS certificate is self-signed. Use one from a public certificate authority.",
  ],
  ["an unknown issuer", () => answering({ cert: pem("issued") }), unknownIssuer],
  [
    "an unknown issuer that is sent along",
    () => answering({ cert: Buffer.concat([pem("issued"), pem("authority")]) }),
    unknownIssuer,
  ],
  [
    "an old TLS",
    () =>
      answering({
        cert: pem("self-signed"),
        minVersion: "TLSv1",
        maxVersion: "TLSv1.1",
        ciphers: "DEFAULT@SECLEVEL=0",
      }),
    "The endpoint doesn't support TLS 1.2 or later.",
  ],
  [
    "plain HTTP at an https URL",
    () => createHttpServer((_, response) => void response.end()),
    "The endpoint does not speak TLS at this port. Use its https port.",
  ],
])("says %s for what it is", async (_, server, sentence) => {
  expect(await errorOf(server())).toBe(sentence);
});

it.each([
  ["CERT_HAS_EXPIRED", "The endpoint's TLS certificate has expired."],
  ["CERT_NOT_YET_VALID", "The endpoint's TLS certificate is not valid yet."],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "The endpoint's TLS certificate is not valid for its name."],
  ["CERT_SIGNATURE_FAILURE", "The endpoint's TLS certificate is not valid."],
  ["ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", "The TLS connection to the endpoint failed."],
  ["EHOSTUNREACH", "The endpoint could not be reached."],
])("says %s in a sentence of its own", (code, sentence) => {
  expect(resultOf({ kind: "unanswered", code }, 0).error).toBe(sentence);
});
