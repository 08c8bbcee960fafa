import { expect, it } from "vitest";
import { phoneNumberRecord } from "@/test/support/phone-number-record";
import { changesOf, type Target, writesOf } from "./changes";

const ids = { frontDesk: "5d0e0f0a-0000-4000-8000-000000000001", sales: "5d0e0f0a-0000-4000-8000-000000000002" };
const versionIds = {
  frontDesk4: "5d0e0f0a-0000-4000-8000-000000000014",
  sales7: "5d0e0f0a-0000-4000-8000-000000000027",
};
const frontDesk: Target = { agentId: ids.frontDesk, name: "Front desk", version: 4, published: true };
const sales: Target = { agentId: ids.sales, name: "Outbound sales", version: 7, published: true };
const number = "+14155550142";

function recordWith(inbound: Target | null, outbound: Target | null) {
  const agent = (held: Target | null) => held && { agent_id: held.agentId, name: held.name, version: held.version };
  const versionId = (held: Target | null) =>
    held && (held.agentId === ids.frontDesk ? versionIds.frontDesk4 : versionIds.sales7);
  return phoneNumberRecord({
    phone_number: number,
    inbound_agent: agent(inbound),
    inbound_agent_version_id: versionId(inbound),
    outbound_agent: agent(outbound),
    outbound_agent_version_id: versionId(outbound),
  });
}

it("changes nothing where nothing was chosen, or what is there already", () => {
  const record = recordWith(frontDesk, null);
  expect(changesOf(record, {})).toEqual([]);
  expect(
    changesOf(record, {
      inbound: { target: frontDesk, seen: versionIds.frontDesk4 },
      outbound: { target: null, seen: null },
    }),
  ).toEqual([]);
});

it("sends only the side that changes, with what was seen in it", () => {
  const record = recordWith(frontDesk, null);
  const changes = changesOf(record, { outbound: { target: sales, seen: null } });
  expect(changes).toMatchObject([{ side: "outbound", from: null, to: sales, conflict: false }]);
  expect(writesOf(record, changes)).toEqual([
    {
      agentId: ids.sales,
      version: 7,
      direction: "outbound",
      action: "assign",
      expected: [{ phone_number: number, outbound_agent_version_id: null }],
    },
  ]);
});

it("makes one request when both sides get the same version", () => {
  const record = recordWith(frontDesk, null);
  const changes = changesOf(record, {
    inbound: { target: sales, seen: versionIds.frontDesk4 },
    outbound: { target: sales, seen: null },
  });
  expect(writesOf(record, changes)).toEqual([
    {
      agentId: ids.sales,
      version: 7,
      direction: "both",
      action: "assign",
      expected: [
        {
          phone_number: number,
          inbound_agent_version_id: versionIds.frontDesk4,
          outbound_agent_version_id: null,
        },
      ],
    },
  ]);
});

it("makes one request when one agent leaves both sides, whatever its versions", () => {
  const record = recordWith(frontDesk, { ...frontDesk, version: 3 });
  const changes = changesOf(record, {
    inbound: { target: null, seen: versionIds.frontDesk4 },
    outbound: { target: null, seen: versionIds.frontDesk4 },
  });
  expect(writesOf(record, changes)).toMatchObject([
    { agentId: ids.frontDesk, version: 4, direction: "both", action: "clear" },
  ]);
});

it("makes two requests for two agents, and when one agent comes on one side and leaves the other", () => {
  const record = recordWith(null, sales);
  const twoAgents = changesOf(record, {
    inbound: { target: frontDesk, seen: null },
    outbound: { target: null, seen: versionIds.sales7 },
  });
  expect(writesOf(record, twoAgents).map(({ direction, action }) => [direction, action])).toEqual([
    ["inbound", "assign"],
    ["outbound", "clear"],
  ]);
  const moving = changesOf(record, {
    inbound: { target: sales, seen: null },
    outbound: { target: null, seen: versionIds.sales7 },
  });
  expect(writesOf(record, moving)).toHaveLength(2);
});

it("knows a side that somebody else changed since it was chosen for, and forgets it when both chose alike", () => {
  const choices = { inbound: { target: frontDesk, seen: null } };
  expect(changesOf(recordWith(sales, null), choices)).toMatchObject([
    { from: { name: "Outbound sales" }, conflict: true },
  ]);
  expect(changesOf(recordWith(frontDesk, null), choices)).toEqual([]);
});
