// The first import of every user-facing command. It must parse on Node versions that are too old.

/** Supported and tested major versions, each with the oldest minor version that the packages support. */
export const supported = { 22: 12, 24: 0, 26: 0 };
/** Works and is tested, but no longer gets security releases. */
export const endOfLife = { 20: 19 };

const [major, minor] = process.versions.node.split(".").map(Number);
const oldest = { ...endOfLife, ...supported }[major];
const isNewer = major > Math.max(...Object.keys(supported).map(Number));
if (isNewer ? false : oldest === undefined || minor < oldest) {
  console.error(
    `Trunkline needs Node 22.12, 24 or 26, and this is ${process.versions.node}: install one from https://nodejs.org.`,
  );
  process.exit(1);
}
if (major in endOfLife) {
  console.error(
    `This is Node ${process.versions.node}, which has had no security releases since April 2026: use Node 22, 24 or 26.\n`,
  );
}
