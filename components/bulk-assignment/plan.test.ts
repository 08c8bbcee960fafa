import { describe, expect, it } from "vitest";
import type { Target } from "@/components/assignment/changes";
import { phoneNumberRecord } from "@/test/support/phone-number-record";
import { planAssignment, planClearing } from "./plan";
import { planInWords } from "./plan-in-words";

const frontDesk: Target = { agentId: "front-desk", name: "Front desk", version: 4, published: true };
const night: Target = { agentId: "night", name: "Night shift", version: 1, published: true };
const held = (target: Target | null) =>
  target && { agent_id: target.agentId, name: target.name, version: target.version };

function numberWith(last: number, inbound: Target | null, outbound: Target | null = null) {
  return phoneNumberRecord({
    id: `id-${last}`,
    phone_number: `+1415555${String(last).padStart(4, "0")}`,
    inbound_agent: held(inbound),
    inbound_agent_version_id: inbound && `${inbound.agentId}-${inbound.version}`,
    outbound_agent: held(outbound),
    outbound_agent_version_id: outbound && `${outbound.agentId}-${outbound.version}`,
  });
}

describe("assigning many", () => {
  it("leaves out numbers that have the version already, and says what was seen on the rest", () => {
    const records = [numberWith(1, frontDesk), numberWith(2, night), numberWith(3, null)];
    const plan = planAssignment(records, frontDesk, "inbound");
    expect(plan).toMatchObject({ numbers: ["+14155550002", "+14155550003"], unchanged: 1 });
    expect(plan.writes).toEqual([
      {
        agentId: "front-desk",
        version: 4,
        direction: "inbound",
        action: "assign",
        expected: [
          { phone_number: "+14155550002", inbound_agent_version_id: "night-1" },
          { phone_number: "+14155550003", inbound_agent_version_id: null },
        ],
      },
    ]);
    expect(planInWords({ action: "assign", records, direction: "inbound", target: frontDesk, plan })).toBe(
      "Front desk v4 will answer 2 numbers. It replaces the current agent on 1 number. 1 number already uses it.",
    );
  });

  it("goes in requests of a hundred", () => {
    const records = Array.from({ length: 250 }, (_, index) => numberWith(index, null));
    const { writes } = planAssignment(records, frontDesk, "both");
    expect(writes.map(({ expected }) => expected.length)).toEqual([100, 100, 50]);
    expect(writes[0]?.expected[0]).toEqual({
      phone_number: "+14155550000",
      inbound_agent_version_id: null,
      outbound_agent_version_id: null,
    });
  });
});

describe("clearing many", () => {
  it("makes one request per agent and side, and one for an agent on both sides", () => {
    const records = [
      numberWith(1, frontDesk, frontDesk),
      numberWith(2, frontDesk, night),
      numberWith(3, { ...frontDesk, version: 3 }),
      numberWith(4, null),
    ];
    const plan = planClearing(records, "both");
    expect(plan.unchanged).toBe(1);
    expect(
      plan.writes.map(({ agentId, direction, expected }) => [agentId, direction, expected.map((e) => e.phone_number)]),
    ).toEqual([
      ["front-desk", "both", ["+14155550001"]],
      ["front-desk", "inbound", ["+14155550002", "+14155550003"]],
      ["night", "outbound", ["+14155550002"]],
    ]);
    expect(planInWords({ action: "clear", records, direction: "both", target: null, plan })).toBe(
      "Both agents will be removed from 3 numbers. 1 number has no agent to remove.",
    );
  });

  it("touches one side only when asked for one", () => {
    const { writes } = planClearing([numberWith(1, frontDesk, frontDesk)], "outbound");
    expect(writes).toMatchObject([
      {
        direction: "outbound",
        expected: [{ phone_number: "+14155550001", outbound_agent_version_id: "front-desk-4" }],
      },
    ]);
  });
});
