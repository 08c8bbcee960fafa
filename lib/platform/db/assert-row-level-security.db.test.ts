import { describe, expect, it } from "vitest";
import { GET as listPhoneNumbers } from "@/app/api/core/phone-numbers/route";
import { GET as readyz } from "@/app/api/readyz/route";
import { call } from "@/test/support/api";
import { asOwner } from "@/test/support/as-owner";
import { newOrganization } from "@/test/support/organization";
import { newTenant } from "@/test/support/tenant";
import { closeDatabase, requireRowLevelSecurity } from "./db";

describe("a server that finds organizations not kept apart", () => {
  const breaches = {
    "a policy that shows too much": {
      open: "CREATE POLICY too_much ON phone_number TO trunkline_app USING (true)",
      close: "DROP POLICY too_much ON phone_number",
    },
    "a table without a forced policy": {
      open: "ALTER TABLE agent NO FORCE ROW LEVEL SECURITY",
      close: "ALTER TABLE agent FORCE ROW LEVEL SECURITY",
    },
    "a table of the system's that organizations may read": {
      open: "GRANT SELECT ON recovery_code TO trunkline_app",
      close: "REVOKE ALL ON recovery_code FROM trunkline_app",
    },
    "a table of the system's that organizations may write": {
      open: "GRANT INSERT ON user_session TO trunkline_app",
      close: "REVOKE ALL ON user_session FROM trunkline_app",
    },
    "a secret of people that organizations may read": {
      open: 'GRANT SELECT (password_hash) ON "user" TO trunkline_app',
      close: 'REVOKE SELECT (password_hash) ON "user" FROM trunkline_app',
    },
    "a new table without a policy": {
      open: "CREATE TABLE forgotten (secret text)",
      close: "DROP TABLE forgotten",
    },
    "the engine's schema open to organizations": {
      open: "GRANT USAGE ON SCHEMA dbos TO trunkline_app",
      close: "REVOKE USAGE ON SCHEMA dbos FROM trunkline_app",
    },
  };

  it.each(Object.entries(breaches))("by %s serves nothing until it is set right", async (_, { open, close }) => {
    const { apiKey } = await newOrganization();
    // A policy that shows too much is seen by the rows that it shows.
    await newTenant();
    await asOwner(open);
    await closeDatabase();
    try {
      const refused = await call(listPhoneNumbers, { token: apiKey });
      expect([refused.status, refused.json.code]).toEqual([503, "temporarily_unavailable"]);
      expect((await readyz(new Request("http://localhost/readyz"), {})).status).toBe(503);
      await expect(requireRowLevelSecurity()).rejects.toThrow(/Organizations are not kept apart/);
    } finally {
      await asOwner(close);
    }
    expect((await call(listPhoneNumbers, { token: apiKey })).status).toBe(200);
  });
});
