import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { beginJson, readCsv, withFormBody } from "./read-body";

function post(body: BodyInit, type = "application/json") {
  const request = { method: "POST", body, headers: { "Content-Type": type }, duplex: "half" };
  return new Request("http://localhost/", request);
}

/** Of unknown length: what the headers say nothing about. */
function streamed(...chunks: string[]) {
  return Readable.toWeb(Readable.from(chunks.map((chunk) => Buffer.from(chunk)))) as BodyInit;
}

/** Its sender says that more comes, and sends nothing more. */
function stalled(...chunks: string[]) {
  return new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(Buffer.from(chunk));
    },
  });
}

const readJson = (...body: Parameters<typeof beginJson>) => beginJson(...body)();

const codeOf = async (work: () => Promise<unknown>) =>
  work().catch((error: unknown) => (error instanceof AppError ? [error.code, error.detail] : error));

describe("beginJson", () => {
  it("has read the body before anybody asks for it, and keeps a refusal until then", async () => {
    const request = post("[1]");
    const json = beginJson(request);
    const tooLarge = beginJson(post("[1,2]"), 4);
    await expect.poll(() => request.bodyUsed && !request.body?.locked).toBe(true);
    expect(await json()).toEqual([1]);
    expect(await codeOf(tooLarge)).toContain("payload_too_large");
  });

  it("takes 64 KiB and not a byte more, whatever Content-Length says", async () => {
    const text = JSON.stringify("x".repeat(64 * 1024 - 2));
    expect(await readJson(post(text))).toHaveLength(64 * 1024 - 2);
    const refusal = ["payload_too_large", "The body is larger than 64 KiB."];
    expect(await codeOf(() => readJson(post(`${text} `)))).toEqual(refusal);
    expect(await codeOf(() => readJson(post(streamed(text, " "))))).toEqual(refusal);
    expect(await readJson(post(`${text} `), 256 * 1024)).toHaveLength(64 * 1024 - 2);
  });

  it.each([
    "application/json",
    "Application/JSON",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
    "application/json; charset=utf8",
    "application/json; charset=us-ascii",
  ])("takes %s", async (type) => {
    expect(await readJson(post("{}", type))).toEqual({});
  });

  it.each(["application/json", "text/plain", ""])("finds nothing in a body without bytes, sent as %j", async (type) => {
    expect(await readJson(post("", type))).toBeUndefined();
    expect(await readJson(post(streamed(), type))).toBeUndefined();
  });

  it.each([
    "text/plain",
    "application/json5",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
    "application/json; charset=latin1",
    "application/json; charset=nonsense",
    "text/plain; application/json",
    "",
  ])("refuses %j", async (type) => {
    expect((await codeOf(() => readJson(post("{}", type)))) as unknown[]).toContain("unsupported_media_type");
  });

  it("refuses bytes that are no UTF-8", async () => {
    const body = new Uint8Array([0x22, 0xff, 0x22]);
    expect(await codeOf(() => readJson(post(body)))).toEqual(["malformed_request", "The body is not valid UTF-8."]);
  });
});

describe("readCsv", () => {
  it("reads the body to its end, with its SHA-256", async () => {
    const { chunks, bytes, sha256 } = await readCsv(post(streamed("a,b\n", "1,2\n"), "text/csv"), 8);
    expect([Buffer.concat(chunks).toString(), bytes]).toEqual(["a,b\n1,2\n", 8]);
    expect(sha256).toBe(createHash("sha256").update("a,b\n1,2\n").digest("hex"));
  });

  it("breaks off past its limit", async () => {
    const csv = readCsv(post(streamed("a,b\n", "1,2\n3"), "text/csv"), 8);
    expect(await codeOf(() => csv)).toEqual(["payload_too_large", "The body is larger than 0.0078125 KiB."]);
  });

  it("refuses JSON, and what says beforehand that it is too large", async () => {
    await expect(readCsv(post("{}"))).rejects.toThrow("text/csv");
    const declared = new Request("http://localhost/", {
      method: "POST",
      body: "a",
      headers: { "Content-Type": "text/csv", "Content-Length": String(11 * 1024 * 1024) },
    });
    await expect(readCsv(declared)).rejects.toThrow("The body is larger than 10 MiB.");
  });
});

describe("a body under a Content-Encoding", () => {
  const encoded = (encoding: string, type: string, body: BodyInit = "{}") =>
    new Request("http://localhost/", {
      method: "POST",
      body,
      headers: { "Content-Type": type, "Content-Encoding": encoding },
    });
  const detail = "Send the body uncompressed, without a Content-Encoding.";
  const refusal = ["unsupported_content_encoding", detail];

  it.each(["gzip", "br", "deflate", "zstd", "gzip, gzip", "identity, gzip", "plain"])(
    "is refused, whether %s or not, as JSON, as CSV and as a form",
    async (encoding) => {
      expect(await codeOf(() => readJson(encoded(encoding, "application/json", gzipSync("{}"))))).toEqual(refusal);
      expect(await codeOf(() => readJson(encoded(encoding, "application/json")))).toEqual(refusal);
      expect(await codeOf(() => readCsv(encoded(encoding, "text/csv")))).toEqual(refusal);
      expect(await codeOf(() => withFormBody(encoded(encoding, form)))).toEqual(refusal);
    },
  );

  it.each(["identity", "Identity", ""])("of %j is read", async (encoding) => {
    expect(await readJson(encoded(encoding, "application/json"))).toEqual({});
  });
});

describe("a body whose sender stalls", () => {
  const detail = "The body did not arrive within 0.02 seconds, so nothing was done. Send the request again.";

  it("is given up after its time, as JSON, as CSV and as a form", async () => {
    const refusal = ["request_timeout", detail];
    expect(await codeOf(() => readJson(post(stalled('{"a":')), undefined, 20))).toEqual(refusal);
    expect(await codeOf(() => readCsv(post(stalled("a,b\n"), "text/csv"), undefined, 20))).toEqual(refusal);
    expect(await codeOf(() => withFormBody(post(stalled("a=1"), form), undefined, 20))).toEqual(refusal);
  });

  it("is refused as malformed when the connection breaks", async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("aborted")) });
    expect(await codeOf(() => readJson(post(broken)))).toEqual([
      "malformed_request",
      "The connection broke off before the whole body had arrived.",
    ]);
  });
});

const form = "application/x-www-form-urlencoded";

describe("withFormBody", () => {
  it.each([
    ["a form", "email=a%40b.example&json=true", form],
    ["flat JSON", '{"email":"a@b.example","json":"true"}', "application/json"],
  ])("gives %s as a form", async (_, text, type) => {
    const request = await withFormBody(post(text, type));
    expect(Object.fromEntries(await request.formData())).toEqual({ email: "a@b.example", json: "true" });
  });

  it("takes no more than 16 KiB, whatever Content-Length says", async () => {
    const refusal = ["payload_too_large", "The body is larger than 16 KiB."];
    const text = `a=${"x".repeat(16 * 1024)}`;
    expect(await codeOf(() => withFormBody(post(text, form)))).toEqual(refusal);
    expect(await codeOf(() => withFormBody(post(streamed(text), form)))).toEqual(refusal);
  });

  it.each([
    ["an object as a value", '{"email":{}}', "application/json", "validation_failed"],
    ["a number as a value", '{"password":5}', "application/json", "validation_failed"],
    ["a list", "[]", "application/json", "validation_failed"],
    ["broken JSON", "{", "application/json", "malformed_request"],
    ["NUL", "email=a%00b", form, "validation_failed"],
    ["another type", "x", "text/plain", "unsupported_media_type"],
    ["parts", "x", "multipart/form-data; boundary=x", "unsupported_media_type"],
  ])("refuses %s", async (_, text, type, code) => {
    expect(await codeOf(() => withFormBody(post(text, type)))).toContain(code);
  });
});
