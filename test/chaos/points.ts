/** Crash points by operation: before and after every carrier effect and every commit. */
export const points = {
  purchase: [
    "reserve.commit.before",
    "reserve.commit.after",
    "purchase.start.before",
    "purchase.start.after",
    "step.buy-and-record.before",
    "carrier.findOrCreateTrunk.before",
    "trunk.create.before",
    "trunk.create.after",
    "trunk.origination.before",
    "trunk.origination.after",
    "carrier.findOrCreateTrunk.after",
    "trunk.commit.before",
    "trunk.commit.after",
    "carrier.findOwned.before",
    "carrier.findOwned.after",
    "carrier.buy.before",
    "carrier.buy.after",
    "record.commit.before",
    "record.commit.after",
    "step.buy-and-record.recorded",
  ],
  /** Another buyer was faster, so the quota is released. */
  refusal: ["carrier.buy.before", "fail.commit.before", "fail.commit.after"],
  release: [
    "release-request.commit.before",
    "release-request.commit.after",
    "release.start.before",
    "release.start.after",
    "step.begin.before",
    "begin-release.commit.after",
    "step.begin.recorded",
    "step.give-back.before",
    "carrier.findOwned.before",
    "carrier.findOwned.after",
    "carrier.release.before",
    "carrier.release.after",
    "step.give-back.recorded",
    "step.record-release.before",
    "release.commit.before",
    "release.commit.after",
    "step.record-release.recorded",
  ],
} as const;

export type Scene = keyof typeof points;

const commit = (name: string) => [`${name}.commit.before`, `${name}.commit.after`];

/** Crash points of a comparison: every read and effect at the carrier, and every commit. */
export const reconcilePoints = [
  ...commit("sweep-begun"),
  "carrier.listOwned.before",
  ...commit("finding-opened"),
  "carrier.findOwned.before",
  "carrier.findOwned.after",
  "carrier.bind.before",
  "carrier.bind.after",
  ...commit("rebound"),
  "carrier.listTrunks.before",
  "carrier.listTrunks.after",
  "carrier.deleteTrunk.before",
  "carrier.deleteTrunk.after",
  ...commit("absences"),
  ...commit("lost"),
  ...commit("returned"),
  ...commit("adopted"),
  ...commit("purchase-failed"),
  ...commit("findings-settled"),
  ...commit("sweep-completed"),
  ...commit("counter-repaired"),
];
