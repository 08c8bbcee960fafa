import { describe, expect, it } from "vitest";
import { restoredInWords } from "./restored-in-words";

const agent = (name: string, version: number) => ({ agent_id: "0198e1f2-0000-7000-8000-000000000001", name, version });

describe("what a toast says of a number whose release was undone", () => {
  it("names the agents that came back and what did not", () => {
    const warning = "Its outbound agent was deleted in the meantime, so it has no outbound agent now.";
    const words = restoredInWords({ inbound_agent: agent("Billing", 3), outbound_agent: null }, [warning]);
    expect(words).toBe(`Inbound: Billing v3. ${warning}`);
  });

  it("does not speak of agents as lost where there were none", () => {
    expect(restoredInWords({ inbound_agent: null, outbound_agent: null }, [])).toBe(
      "It had no agents before the release.",
    );
  });
});
