import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { beginJson, readCsv } from "./read-body";

function post(body: BodyInit, type = "application/json") {
  const request = { method: "POST", body, headers: { "Content-Type": type }, duplex: "half" };
  return new Request("http://localhost/", request);
}

/** Of unknown length: what the headers say nothing about. */
function streamed(...chunks: string[]) {
  return Readable.toWeb(Readable.from(chunks.map((chunk) => Buffer.from(chunk)))) as BodyInit;
}

const readJson = (...body: Parameters<typeof beginJson>) => beginJson(...body)();

const codeOf = async (work: () => Promise<unknown>) =>
  work().catch((error: unknown) => (error instanceof AppError ? [error.code, error.detail] : error));

const collect = async (csv: AsyncIterable<Uint8Array>) => (await Readable.from(csv).toArray()).join("");

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
  ])("takes %s", async (type) => {
    expect(await readJson(post("{}", type))).toEqual({});
  });

  it.each([
    "text/plain",
    "application/json5",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
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
  it("hands the body on as it comes", async () => {
    expect(await collect(readCsv(post(streamed("a,b\n", "1,2\n"), "text/csv"), 8))).toBe("a,b\n1,2\n");
  });

  it("breaks off past its limit", async () => {
    const csv = readCsv(post(streamed("a,b\n", "1,2\n3"), "text/csv"), 8);
    expect(await codeOf(() => collect(csv))).toEqual(["payload_too_large", "The body is larger than 0.0078125 KiB."]);
  });

  it("refuses JSON, and what says beforehand that it is too large", () => {
    expect(() => readCsv(post("{}"))).toThrow("text/csv");
    const declared = new Request("http://localhost/", {
      method: "POST",
      body: "a",
      headers: { "Content-Type": "text/csv", "Content-Length": String(11 * 1024 * 1024) },
    });
    expect(() => readCsv(declared)).toThrow("The body is larger than 10 MiB.");
  });
});
