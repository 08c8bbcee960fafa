// Imported first by every command that a stranger may type. It must parse on a Node that is too old.

/** Major versions that are supported and tested, each with the oldest minor version that the packages run on. */
export const supported = { 22: 12, 24: 0, 26: 0 };
/** Works and is tested, but gets no security releases any more. */
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
