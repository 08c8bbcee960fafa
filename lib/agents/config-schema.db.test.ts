import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { GET as getSchema } from "@/app/api/core/agent-config-schema/route";
import { POST as publish } from "@/app/api/core/agents/[agentId]/versions/[version]/publish/route";
import { GET as getVersion, PUT as putVersion } from "@/app/api/core/agents/[agentId]/versions/[version]/route";
import { POST as createVersion } from "@/app/api/core/agents/[agentId]/versions/route";
import { configSchemaProblems } from "@/lib/platform/compile-config-schema";
import { forgetEnvironment } from "@/lib/platform/env";
import { createAgent } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { forgetConfigSchema } from "./config-schema";

const folder = mkdtempSync(path.join(tmpdir(), "trunkline-schema-"));

function fileOf(text: string): string {
  const file = path.join(folder, `${Math.random()}.json`);
  writeFileSync(file, text);
  return file;
}

/** What the operator does before a start. */
function configure(schema: object): void {
  process.env.AGENT_CONFIG_SCHEMA_FILE = fileOf(JSON.stringify(schema));
  forgetEnvironment();
  forgetConfigSchema();
}

afterEach(() => {
  delete process.env.AGENT_CONFIG_SCHEMA_FILE;
  forgetEnvironment();
  forgetConfigSchema();
});

const schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: {
    greeting: { type: "string", minLength: 1 },
    voice: { enum: ["calm", "bright"] },
    temperature: { type: "number", maximum: 1 },
    tools: {
      type: "array",
      prefixItems: [{ type: "object", required: ["url"], properties: { url: { type: "string", format: "uri" } } }],
    },
  },
  required: ["greeting"],
  additionalProperties: false,
};

const fitting = { greeting: "Hello.", voice: "calm", tools: [{ url: "https://example.com/hook" }] };

describe("GET /core/agent-config-schema", () => {
  it("is any object when the operator has given no schema", async () => {
    const organization = await newOrganization();
    const { status, json } = await call(getSchema, { token: organization.viewerApiKey });
    expect([status, json]).toEqual([200, { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" }]);
  });

  it("is the operator's schema", async () => {
    configure(schema);
    const organization = await newOrganization();
    expect((await call(getSchema, { token: organization.apiKey })).json).toEqual(schema);
  });

  it("needs agents:read or :manage", async () => {
    const organization = await newOrganization();
    expect((await call(getSchema, { token: await organization.keyWith("audit:read") })).status).toBe(403);
  });
});

describe("a configuration under the operator's schema", () => {
  const newAgent = async () => {
    const organization = await newOrganization();
    const { id } = await createAgent(organization.id, { published: 0, draft: true });
    const params = { agentId: id, version: "1" };
    const ask = { token: organization.apiKey, params };
    return {
      create: (config: object) => call(createVersion, { ...ask, body: { config } }),
      copy: () => call(createVersion, { ...ask, body: { base_version: 1 } }),
      put: (body: object) => call(putVersion, { ...ask, method: "PUT", body }),
      read: () => call(getVersion, ask),
      publish: () => call(publish, { ...ask, method: "POST" }),
    };
  };

  it.each([
    [{}, "config.greeting", "Is missing."],
    [{ greeting: 1 }, "config.greeting", "Must be string."],
    [
      { greeting: "Hello.", voice: "loud" },
      "config.voice",
      'Must be equal to one of the allowed values: "calm", "bright".',
    ],
    [{ greeting: "Hello.", mood: "good" }, "config.mood", "Unknown member."],
    [{ greeting: "Hello.", temperature: 2 }, "config.temperature", "Must be <= 1."],
    [{ greeting: "Hello.", tools: [{}] }, "config.tools.0.url", "Is missing."],
    [{ greeting: "Hello.", tools: [{ url: "x" }] }, "config.tools.0.url", 'Must match format "uri".'],
  ])("that is %j is 422 naming the place, and changes nothing", async (config, place, message) => {
    configure(schema);
    const agent = await newAgent();
    const before = (await agent.read()).json;
    for (const { status, json } of [await agent.create(config), await agent.put({ config })]) {
      expect([status, json.code, json.errors]).toEqual([422, "validation_failed", [{ path: place, message }]]);
      expect(json.detail).toBe(`${place}: ${message}`);
    }
    expect((await agent.read()).json).toEqual(before);
  });

  it("that fits it is taken, and published", async () => {
    configure(schema);
    const agent = await newAgent();
    expect((await agent.create(fitting)).status).toBe(201);
    expect((await agent.put({ config: fitting })).status).toBe(200);
    expect((await agent.publish()).status).toBe(200);
  });

  it("that was written before there was one may be copied and changed, but not published", async () => {
    const agent = await newAgent();
    await agent.put({ config: { old: true } });
    configure(schema);
    expect((await agent.copy()).status).toBe(201);
    expect((await agent.put({ instruction_builder_inputs: { tone: "calm" } })).status).toBe(200);
    const { status, json } = await agent.publish();
    expect([status, json.errors[0].path]).toEqual([422, "config.greeting"]);
    expect((await agent.read()).json.published).toBe(false);
  });

  it("of draft-07 is held to that", async () => {
    configure({
      $schema: "http://json-schema.org/draft-07/schema#",
      properties: { a: { items: [{ type: "string" }] } },
    });
    const agent = await newAgent();
    expect((await agent.create({ a: [1] })).json.errors[0].path).toBe("config.a.0");
    expect((await agent.create({ a: ["x"] })).status).toBe(201);
  });
});

describe("a start", () => {
  it.each([
    ["is not there", path.join(folder, "missing.json")],
    ["is no JSON", fileOf("{")],
    ["is no object", fileOf("[]")],
    ["is no schema", fileOf('{"type": "objekt"}')],
    ["points to another file", fileOf('{"$ref": "https://example.com/other.json"}')],
    ["is too large", fileOf(`{"description": "${"x".repeat(256 * 1024)}"}`)],
  ])("is refused when the file %s", (_, file) => {
    const [problem, ...others] = configSchemaProblems({ AGENT_CONFIG_SCHEMA_FILE: file });
    expect(problem).toMatch(/^AGENT_CONFIG_SCHEMA_FILE must be a file with a JSON Schema of objects: .+/);
    expect(others).toEqual([]);
  });

  it.each([[undefined], [""], [fileOf(JSON.stringify(schema))]])("goes on with %j", (file) => {
    expect(configSchemaProblems({ AGENT_CONFIG_SCHEMA_FILE: file })).toEqual([]);
  });
});
