export type Patch = { file: string; from: string; to: string };

export type Guard = {
  guard: string;
  /** Removes the guard from the source or, with an extra migration, from the database. */
  patches?: Patch[];
  sql?: string;
  /** The smallest test that must fail. */
  file: string;
  test: string;
  /** The startup error, for guards without which the server refuses to start before any test. */
  startRefusal?: string;
};

const purchaseTests = (name: string) =>
  `app/api/core/managed-accounts/[managedAccountId]/purchase-number/${name}.db.test.ts`;
const resumeTests = "lib/numbers/purchase/resume-purchases.db.test.ts";

export const guards: Guard[] = [
  {
    guard: "unique index: one unfailed purchase per number",
    sql: 'DROP INDEX "purchase_one_unfailed_per_number";',
    file: "lib/numbers/purchase/contested-number.db.test.ts",
    test: "is ordered once",
  },
  {
    guard: "unique index: one live owner per number",
    sql: 'DROP INDEX "phone_number_one_live_owner";',
    file: "lib/numbers/phone-numbers/one-live-owner.db.test.ts",
    test: "stands in one directory only",
  },
  {
    guard: "conditional counter update",
    patches: [
      {
        file: "lib/identity/organizations/quota.ts",
        from: `AND phone_numbers_used + \${count}::int <= COALESCE`,
        to: "AND 0 <= COALESCE",
      },
    ],
    file: purchaseTests("concurrency"),
    test: "for the last slot of a plan have exactly one winner",
  },
  {
    guard: "look before buying",
    patches: [
      {
        file: "lib/numbers/purchase/steps/buy.ts",
        from: "(progress.isFirst && takeFirstLook(purchase.id)) || carrier.findOwned(phoneNumber),",
        to: "(takeFirstLook, undefined as OwnedNumber | undefined),",
      },
    ],
    file: purchaseTests("route"),
    test: "never takes over a number that the account owns without our reference",
  },
  {
    guard: "a look that a request began is for the first worker only",
    patches: [
      { file: "lib/numbers/purchase/steps/buy.ts", from: "progress.isFirst && takeFirstLook", to: "takeFirstLook" },
    ],
    file: "lib/numbers/purchase/first-look.db.test.ts",
    test: "does not hold once another worker has had the purchase",
  },
  {
    guard: "reference check of a number that is owned already",
    patches: [
      {
        file: "lib/numbers/purchase/steps/buy.ts",
        from: "if (owned.reference !== reference)",
        to: "if (false as boolean)",
      },
    ],
    file: purchaseTests("route"),
    test: "never takes over a number that the account owns without our reference",
  },
  {
    guard: "adoption of what a lost answer bought",
    patches: [
      { file: "lib/numbers/purchase/steps/buy.ts", from: "if (owned.reference !== reference)", to: "if (owned)" },
    ],
    file: resumeTests,
    test: "after the carrier sold the number is adopted, not bought again",
  },
  {
    guard: "an ambiguous answer is never a failure",
    patches: [
      {
        file: "lib/numbers/purchase/purchase-workflow.ts",
        from: "return outcomeUnknown && !aboutTheNumber ?",
        to: "return (aboutTheNumber && false) ?",
      },
    ],
    file: purchaseTests("lost-answers"),
    test: "is never called failed because the account is suspended meanwhile",
  },
  {
    guard: "fencing: only the last worker may ask the carrier",
    patches: [{ file: "lib/numbers/purchase/purchase-store.ts", from: ` AND worker = \${worker}`, to: "" }],
    file: resumeTests,
    test: "may ask the carrier no more",
  },
  {
    guard: "a claim that has grown old is checked before buying",
    patches: [
      {
        file: "lib/numbers/purchase/purchase-workflow.ts",
        from: "if (!isNoted || !isFresh())",
        to: "if (!isNoted || !isFresh)",
      },
    ],
    file: resumeTests,
    test: "asks whether the purchase is still its own",
  },
  {
    // The order (rebind, then delete) is not a guard: a trunk that the listing shows in use is never deleted.
    guard: "rebind before delete: no trunk in use is deleted",
    patches: [
      { file: "lib/numbers/reconcile/delete-orphan-trunks.ts", from: "inUse.has(trunk.carrierId) || ", to: "" },
    ],
    file: "lib/numbers/reconcile/reconcile-trunks.db.test.ts",
    test: "is deleted when it is empty, and only then",
  },
  {
    guard: "idempotency fingerprint",
    patches: [{ file: "lib/http/idempotency.ts", from: "found.fingerprint !== fingerprint", to: "(false as boolean)" }],
    file: purchaseTests("idempotency-keys"),
    test: "with another body is 422 and buys nothing",
  },
  {
    guard: "idempotency lock: only its owner writes the answer",
    patches: [{ file: "lib/http/idempotency-store.ts", from: "idempotency_key.owner = EXCLUDED.owner AND ", to: "" }],
    file: "lib/http/idempotency.db.test.ts",
    test: "stays with the one that took it, which still works",
  },
  {
    guard: "recovery of a dead neighbour's work",
    patches: [
      {
        file: "lib/platform/jobs/executors-store.ts",
        from: "if (dead.length > 0) await recover",
        to: "if (dead.length < 0) await recover",
      },
    ],
    file: "lib/platform/jobs/durable.db.test.ts",
    test: "is run to its end by a neighbour",
  },
  {
    guard: "what a server cuts stays work in progress",
    patches: [
      {
        file: "lib/platform/jobs/dbos-registry.ts",
        from: "    if (hasStopped(engine)) return",
        to: "    if (hasStopped(engine) && (false as boolean)) return",
      },
      {
        file: "lib/platform/jobs/dbos-registry.ts",
        from: "if (!isEnginesWord(error) && hasStopped(engine)) return",
        to: "if (!isEnginesWord(error) && hasStopped(engine) && (false as boolean)) return",
      },
    ],
    file: "lib/platform/jobs/durable.db.test.ts",
    test: "leaves it to who comes next",
  },
  {
    guard: "release: only what carries our purchase's name",
    patches: [
      {
        file: "lib/numbers/release/steps/give-back.ts",
        from: "if (owned && !isOurs)",
        to: "if (owned && !isOurs && (false as boolean))",
      },
    ],
    file: "lib/numbers/release/release-workflow.db.test.ts",
    test: "is not asked for a number under another reference",
  },
  {
    guard: "one account: another one is no renewal of credentials",
    patches: [
      {
        file: "lib/numbers/managed-accounts/carrier-identity.ts",
        from: "if (then.accountId !== now.accountId)",
        to: "if (then.accountId !== now.accountId && (false as boolean))",
      },
    ],
    file: "lib/numbers/managed-accounts/account-swap.db.test.ts",
    test: "which is empty does nothing until an operator has said what it is",
  },
  {
    guard: "one account: another address is no renewal either",
    patches: [
      {
        file: "lib/numbers/managed-accounts/carrier-identity.ts",
        from: "if (then.baseUrl !== null && then.baseUrl !== now.baseUrl)",
        to: "if (then.baseUrl !== null && then.baseUrl === now.baseUrl && (false as boolean))",
      },
    ],
    file: "lib/numbers/managed-accounts/account-swap.db.test.ts",
    test: "under another address does nothing, be it the same account or not",
  },
  {
    guard: "one account: every answer names it",
    patches: [
      {
        file: "lib/carriers/twilio/client.ts",
        from: "requireAccount(reply, request.method);",
        to: "void requireAccount;",
      },
    ],
    file: "lib/numbers/reconcile/foreign-answers.db.test.ts",
    test: "ends the sweep before anything is concluded",
  },
  {
    guard: "one installation: a restored database acts on nothing",
    patches: [
      {
        file: "lib/numbers/managed-accounts/identity-store.ts",
        from: "if (isOriginal && host === here)",
        to: "if (host === here)",
      },
    ],
    file: "lib/numbers/managed-accounts/copied-database.db.test.ts",
    test: "from an older dump is noticed, and nothing is done with it",
  },
  {
    guard: "one installation: a copy leaves the original's numbers alone",
    patches: [
      {
        file: "lib/numbers/purchase/carrier-reference.ts",
        from: "return installationId === null || installationId === current;",
        to: "return installationId === null || current !== undefined;",
      },
    ],
    file: "lib/numbers/managed-accounts/copied-database.db.test.ts",
    test: "touches nothing that the installation has which it was copied from",
  },
  {
    guard: "loss has a ceiling",
    patches: [
      {
        file: "lib/numbers/reconcile/loss-ceiling.ts",
        from: "undecided.length > 0 && lostToday + undecided.length > ceiling",
        to: "undecided.length > 0 && lostToday + undecided.length < ceiling - ceiling",
      },
    ],
    file: "lib/numbers/reconcile/loss-ceiling.db.test.ts",
    test: "loses none and asks each organization, until the numbers are back",
  },
  {
    guard: "loss has a ceiling over all sweeps of a day",
    patches: [
      { file: "lib/numbers/reconcile/loss-ceiling.ts", from: "return row?.count ?? 0;", to: "return row ? 0 : 0;" },
    ],
    file: "lib/numbers/reconcile/loss-ceiling.db.test.ts",
    test: "counts what the sweeps of a day have lost before it",
  },
  {
    guard: "a lost number keeps its agents",
    patches: [
      {
        file: "lib/numbers/phone-numbers/kept-agents.ts",
        from: "kept_inbound_agent_version_id = inbound_agent_version_id, inbound",
        to: "inbound",
      },
    ],
    file: "lib/numbers/reconcile/reconcile-numbers.db.test.ts",
    test: "comes back with the agents and the sharing it had",
  },
  {
    guard: "the slot of a released number is given back",
    patches: [
      {
        file: "lib/numbers/release/release-store.ts",
        from: "if (counts) await releaseQuota(tx, organizationId);",
        to: "void [counts, releaseQuota];",
      },
    ],
    file: "test/chaos/model.db.test.ts",
    test: "agree after any commands",
  },
  {
    guard: "the client's own deadline of every statement",
    patches: [
      {
        file: "lib/platform/db/query-in-scope.ts",
        from: "query_timeout: ms + GRACE_MS",
        to: "query_timeout: ms * 1_000 + GRACE_MS",
      },
    ],
    file: "lib/platform/db/silent-database.db.test.ts",
    test: "costs every operation a 503 in its time",
  },
  {
    guard: "a share of the connections for each organization",
    patches: [
      { file: "lib/platform/db/db.ts", from: "MAX_CONNECTIONS_OF_ONE);", to: "MAX_CONNECTIONS_OF_ONE * 100);" },
    ],
    file: "lib/platform/db/silent-database.db.test.ts",
    test: "for one organization leaves connections to the others",
  },
  {
    guard: "row-level security of people",
    sql: 'GRANT SELECT ON "user" TO trunkline_app; CREATE POLICY everybody ON "user" TO trunkline_app USING (true);',
    file: "lib/platform/db/every-table.db.test.ts",
    test: "has the policies and privileges that were decided",
    startRefusal: '"user" is open to organizations',
  },
  {
    guard: "a step that fails for good is not repeated for ever",
    patches: [
      {
        file: "lib/platform/jobs/attempt-within-limits.ts",
        from: "if (isLast) throw error;",
        to: "if (isLast && (false as boolean)) throw error;",
      },
    ],
    file: "lib/platform/jobs/retry-limits.db.test.ts",
    test: "in a step is stopped after a limited number of attempts",
  },
  {
    guard: "attempts do not count while the database is away",
    patches: [
      {
        file: "lib/platform/jobs/attempt-within-limits.ts",
        from: "if (await isDatabaseAway()) {",
        to: "if ((false as boolean) && (await isDatabaseAway())) {",
      },
    ],
    file: "lib/platform/jobs/retry-limits.db.test.ts",
    test: "waits for a database that is away for longer than the limits",
  },
  {
    guard: "a workflow that cannot go on is stopped where its owner looks",
    patches: [
      {
        file: "lib/platform/jobs/dbos-registry.ts",
        from: "await stop(name, () => body.stopped(input, { error, workflowId }));",
        to: "void [stop, input, workflowId];",
      },
    ],
    file: "lib/platform/jobs/every-workflow.db.test.ts",
    test: "ends, and its owner sees that",
  },
  {
    guard: "a stopped purchase is listed at once",
    patches: [
      {
        file: "lib/numbers/purchase/stopped-purchases.ts",
        from: 'if (standing.status === "needs_attention") await openFinding',
        to: 'if (standing.status === "pending") await openFinding',
      },
    ],
    file: "lib/numbers/purchase/stopped-purchases.db.test.ts",
    test: "needs attention, says what happened, and keeps its slot",
  },
  {
    guard: "an error with one difference does not end a comparison",
    patches: [
      {
        file: "lib/numbers/reconcile/sweep.ts",
        from: "if (error instanceof LeadershipLost || isDatabaseOutage(error)) throw error;",
        to: "if (error instanceof LeadershipLost || isDatabaseOutage(error) || !(error instanceof CarrierError)) throw error;",
      },
    ],
    file: "lib/numbers/purchase/stopped-purchases.db.test.ts",
    test: "while the cause lasts stops no comparison of the others",
  },
  {
    guard: "organizations are served in turn by the carrier",
    patches: [{ file: "lib/platform/fair-semaphore.ts", from: "queues.delete(sharer);\n        if", to: "if" }],
    file: "lib/platform/fair-semaphore.test.ts",
    test: "one with sixty pieces delays another by one",
  },
  {
    guard: "reads keep places of their own at the carrier",
    patches: [
      {
        file: "lib/platform/fair-semaphore.ts",
        from: "unreservedInUse < count - reserved",
        to: "unreservedInUse < count + reserved",
      },
    ],
    file: "lib/platform/fair-semaphore.test.ts",
    test: "keep the reserved places for those that may use them",
  },
  {
    guard: "no secret is kept under an Idempotency-Key",
    patches: [{ file: "app/api/core/webhook-endpoints/route.ts", from: 'secretMember: "secret",', to: "" }],
    file: "test/security/secret-members.test.ts",
    test: "keeps no secret",
  },
  {
    guard: "webhooks reach private hosts on named ports only",
    patches: [
      {
        file: "lib/webhooks/check-endpoint-url.ts",
        from: "if (!isPublic && !mayUsePort(url))",
        to: "if (!isPublic && !mayUsePort(url) && (false as boolean))",
      },
    ],
    file: "lib/webhooks/check-endpoint-url.test.ts",
    test: "a port that nobody named",
  },
  {
    guard: "what a private host answers is not shown",
    patches: [
      {
        file: "lib/webhooks/steps/send.ts",
        from: "return checked.isPublic ? result",
        to: "return result.error !== '' ? result",
      },
    ],
    file: "lib/webhooks/delivery-workflow.db.test.ts",
    test: "shows nothing of what a private host answers but its status",
  },
  {
    guard: "a write holds the credential that it relies on",
    patches: [
      {
        file: "lib/identity/authority.ts",
        from: `FROM api_key
                      WHERE id = \${actor.id}::uuid AND (expires_at IS NULL OR expires_at > now()) FOR KEY SHARE`,
        to: `FROM api_key WHERE id = \${actor.id}::uuid`,
      },
    ],
    file: "lib/identity/authority.db.test.ts",
    test: "waits for a write that began before it, and refuses the next",
  },
  {
    guard: "a write by a revoked credential is refused",
    patches: [
      {
        file: "lib/identity/authority.ts",
        from: "if (!held?.credential)",
        to: "if (!held?.credential && (false as boolean))",
      },
    ],
    file: "lib/identity/authority.db.test.ts",
    test: "waits for a write that began before it, and refuses the next",
  },
];
