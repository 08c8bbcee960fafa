import { describe, expect, it } from "vitest";
import { ApiError } from "@/lib/api-client/api-client";
import { saveOver } from "./save-over";

type Stored = { name: string; calls: number };

/** A record behind `If-Match`, as the API keeps it. */
function recordOf(stored: Stored) {
  const etag = () => JSON.stringify(stored);
  return {
    stored,
    edit: {
      read: async () => ({ record: { ...stored }, etag: etag() }),
      write: async ({ name }: { name: string }, over: { etag: string | null }) => {
        if (over.etag !== etag()) throw new ApiError(412, "precondition_failed", "This changed.", null, null);
        stored.name = name;
        return { ...stored };
      },
      valuesOf: ({ name }: Stored) => ({ name }),
    },
  };
}

describe("saving an edit", () => {
  it("writes over what the form began with", async () => {
    const { stored, edit } = recordOf({ name: "Billing", calls: 0 });
    expect(await saveOver(edit, { name: "Accounts" }, { name: "Billing" })).toEqual({
      saved: { name: "Accounts", calls: 0 },
    });
    expect(stored.name).toBe("Accounts");
  });

  it("writes nothing over what somebody else has changed, and gives the newer values", async () => {
    const { stored, edit } = recordOf({ name: "Invoices", calls: 0 });
    expect(await saveOver(edit, { name: "Accounts" }, { name: "Billing" })).toEqual({ newer: { name: "Invoices" } });
    expect(stored.name).toBe("Invoices");
  });

  it("takes no offence at a change that the form does not show, also between reading and writing", async () => {
    const { stored, edit } = recordOf({ name: "Billing", calls: 0 });
    const read = async () => {
      const state = await edit.read();
      if (stored.calls === 0) stored.calls = 1;
      return state;
    };
    expect(await saveOver({ ...edit, read }, { name: "Accounts" }, { name: "Billing" })).toEqual({
      saved: { name: "Accounts", calls: 1 },
    });
  });

  it("finds a change between reading and writing", async () => {
    const { stored, edit } = recordOf({ name: "Billing", calls: 0 });
    const read = async () => {
      const state = await edit.read();
      stored.name = "Invoices";
      return state;
    };
    expect(await saveOver({ ...edit, read }, { name: "Accounts" }, { name: "Billing" })).toEqual({
      newer: { name: "Invoices" },
    });
  });

  it("throws what the server refuses otherwise", async () => {
    const { edit } = recordOf({ name: "Billing", calls: 0 });
    const gone = new ApiError(404, "not_found", "The agent was not found.", null, null);
    const write = () => Promise.reject(gone);
    await expect(saveOver({ ...edit, write }, { name: "A" }, { name: "Billing" })).rejects.toBe(gone);
  });
});
