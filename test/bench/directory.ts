import { inTurn, quantile } from "./in-turn";
import { fillOthers } from "./others";
import { inWorld } from "./world";

/*
 * npm run bench:directory: the directory's queries in an organization of 100 numbers and in one of 100,000, among
 * hundreds of others in one database. The ratio counts, not this machine's milliseconds.
 */

const SMALL = 100;
const LARGE = 100_000;
const ROUNDS = 200;

await inWorld({}, measure);

async function measure() {
  const { system } = await import("@/lib/platform/db/system");
  const { listPhoneNumbers } = await import("@/lib/numbers/phone-numbers/list-phone-numbers");
  const { asOwner } = await import("@/test/support/as-owner");
  const { createOrganization, createTrunk } = await import("@/prisma/factories");
  const { scopesOfRole } = await import("@/lib/identity/scopes");

  const fill = async (count: number, prefix: number) => {
    const { id } = await createOrganization({ plan: "enterprise", limit: count });
    const trunk = await createTrunk(id);
    await system().transaction(
      (tx) => tx.$executeRaw`
      INSERT INTO phone_number (id, organization_id, phone_number, country_code, phone_number_type, trunk_id, created_at, updated_at)
      SELECT gen_random_uuid(), ${id}::uuid, '+1' || (${prefix}::bigint + n)::text, 'US', 'local', ${trunk.id}::uuid, at, at
      FROM generate_series(1, ${count}::int) n, LATERAL (SELECT now() - n * interval '1 minute' AS at) t`,
    );
    return {
      actor: { kind: "system", id: null } as const,
      organizationId: id,
      scopes: new Set(scopesOfRole("admin")),
      credential: null,
      address: null,
      requestId: "test/bench",
    };
  };
  await fillOthers({ organizations: 500, numbers: 200_000 });
  const small = await fill(SMALL, 2_025_550_000);
  const large = await fill(LARGE, 3_025_550_000);
  await asOwner("ANALYZE phone_number");

  const deep = async (ctx: typeof small, pages: number) => {
    let cursor: string | undefined;
    for (let page = 0; page < pages; page++) {
      cursor = (await listPhoneNumbers(ctx, { limit: 100, cursor })).pagination.next_cursor ?? undefined;
    }
    return cursor;
  };
  const cursors = { small: await deep(small, 0), large: await deep(large, 500) };

  const table = [
    [
      "first page",
      await ratio(
        () => listPhoneNumbers(small, { limit: 50 }),
        () => listPhoneNumbers(large, { limit: 50 }),
      ),
    ],
    [
      "a page from the middle",
      await ratio(
        () => listPhoneNumbers(small, { limit: 50, cursor: cursors.small }),
        () => listPhoneNumbers(large, { limit: 50, cursor: cursors.large }),
      ),
    ],
    [
      "four digits that one number has",
      await ratio(
        () => listPhoneNumbers(small, { limit: 50, phone_number: "50077" }),
        () => listPhoneNumbers(large, { limit: 50, phone_number: "5599999" }),
      ),
    ],
  ] as const;
  console.log(`numbers in the organization: ${SMALL} against ${LARGE}; p50 of ${ROUNDS}`);
  for (const [what, { p50, against, times }] of table) {
    console.log(`${what.padEnd(34)} ${p50.toFixed(2)} ms  ${against.toFixed(2)} ms  ${times.toFixed(2)} x`);
  }
}

async function ratio(one: () => Promise<unknown>, other: () => Promise<unknown>) {
  const times = await inTurn(ROUNDS, { one, other });
  const [p50, against] = [quantile(times.one, 0.5), quantile(times.other, 0.5)];
  return { p50, against, times: against / p50 };
}
