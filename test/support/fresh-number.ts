/** Area codes in the simulator's stock, with a hundred fictional numbers each. */
const areaCodes = [415, 206, 312, 512, 646, 303, 503];
let used = 0;

/** A number for sale that no other test of this file uses. */
export function freshNumber(): string {
  const line = 100 + (used % 100);
  const areaCode = areaCodes[Math.floor(used / 100)];
  used++;
  return `+1${areaCode}5550${line}`;
}
