/* Which way imports may point: see docs/architecture.md. `npm run check` holds it. */

/** What is not shipped. It may import everything, and nothing imports it; tests beside their subject are left out. */
const verification = "^(test|simulator|e2e|scripts|prisma)/";

/** The rooms of lib/, each with the rooms that it may import besides itself. */
export const rooms = {
  platform: [],
  carriers: ["platform"],
  identity: ["platform"],
  http: ["identity", "platform"],
  trunks: ["identity", "platform"],
  numbers: ["trunks", "carriers", "identity", "platform"],
  agents: ["numbers", "trunks", "identity", "platform"],
  webhooks: ["numbers", "identity", "platform"],
  "api-client": ["platform"],
};

/**
 * Who may read and write every organization's rows with `system()`. Everything else goes through `tenant(ctx)`, behind
 * row-level security; a new entry needs a reason.
 */
const systemUsers = [
  // People belong to no organization, and who they are is known before one is.
  "identity/(account|authentication|credentials|personal-access-tokens|second-factor|sessions)/",
  "identity/(audit/list-audit-events|invitations/(accept|find)-invitation)\\.ts",
  "http/page-context\\.ts",
  // Jobs of the installation.
  "platform/(db|jobs)/",
  "platform/crypto/rotate-keys\\.ts",
  "http/purge-idempotency-keys\\.ts",
  "numbers/(business-metrics\\.ts|findings/|managed-accounts/|reconcile/)",
  "numbers/import/(import-store|purge-imports|run-import|start-due-imports|write-lines)\\.ts",
  "webhooks/(delivery-store|purge-webhook-events|steps/(record|stop)-attempt)\\.ts",
  // A number is nobody's twice: the look across organizations.
  "numbers/phone-numbers/register-phone-number\\.ts",
  "numbers/purchase/(offered-places|purchase-store|purchase-workflow|stopped-purchases|steps/.*)\\.ts",
  "numbers/release/(release-store|stopped-releases|steps/.*)\\.ts",
];

const arrows = Object.entries(rooms).map(([room, below]) => ({
  name: `${room}-imports-what-is-below`,
  comment: `lib/${room} may import ${[...below, "generated"].map((name) => `lib/${name}`).join(", ")} and packages.`,
  severity: "error",
  from: { path: `^lib/${room}/` },
  to: {
    path: "^(lib|app|components|instrumentation|proxy)",
    pathNot: `^lib/(${[room, ...below, "generated"].join("|")})/`,
  },
}));

export default {
  forbidden: [
    ...arrows,
    {
      name: "system-is-for-few",
      comment: "system() sees every organization's rows. Use tenant(ctx), or list the file with its reason above.",
      severity: "error",
      from: { path: "^(app|components|lib)/", pathNot: `^lib/(${systemUsers.join("|")})` },
      to: { path: "^lib/platform/db/system\\.ts$" },
    },
    {
      name: "nothing-imports-tests",
      comment: "What is shipped imports neither tests nor the simulator, scripts and factories.",
      severity: "error",
      from: { path: "^(app|components|lib|instrumentation|proxy|next\\.config)" },
      to: { path: verification },
    },
    {
      name: "components-know-the-wire",
      comment:
        "The browser imports a domain's schemas.ts, the API client and the helpers of platform/ that know no server, nothing else of lib/.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^(lib|app)/", pathNot: "^lib/(.+/schemas\\.ts$|api-client/|platform/(csv-cell|json-object)\\.ts$)" },
    },
    {
      name: "primitives-know-nothing",
      comment: "components/ui knows nothing of the product.",
      severity: "error",
      from: { path: "^components/ui/" },
      to: { path: "^(app|components|lib)/", pathNot: "^components/ui/" },
    },
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-folder-circle",
      severity: "error",
      scope: "folder",
      from: { path: "^lib/" },
      to: { circular: true, path: "^lib/" },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^lib/generated/|\\.next|node_modules|\\.test\\.tsx?$)" },
  },
};
