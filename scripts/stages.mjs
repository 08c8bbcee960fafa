import { Stopped } from "./failure.mjs";

/** Shows progress and elapsed time: a live line on a terminal, otherwise one line before and one after. */
export async function stage(title, work) {
  const ticks = process.stdout.isTTY;
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  let remark = "";
  const line = (mark) => `${mark} ${title.padEnd(26)} ${seconds().padStart(8)}  ${remark}`.trimEnd();
  const tick = () => process.stdout.write(`\r\u001b[K${line("…")}`);
  const note = (text) => {
    remark = text;
    if (ticks) tick();
    else if (text.startsWith("waiting")) console.log(line("…"));
  };
  if (ticks) tick();
  else console.log(`… ${title}`);
  const timer = ticks ? setInterval(tick, 200) : undefined;
  const end = (mark) => {
    clearInterval(timer);
    console.log(`${ticks ? "\r\u001b[K" : ""}${line(mark)}`);
  };
  try {
    const result = await work(note);
    end("✓");
    return result;
  } catch (error) {
    if (error instanceof Stopped) clearInterval(timer);
    else end("✗");
    throw error;
  }
}

/** For work that reports elsewhere. */
export const silently = (_title, work) => work(() => {});
