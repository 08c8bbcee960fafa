import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { applyEvent, initialState, type SimulatorEvent, type SimulatorState, toSnapshot } from "./state";

export type Store = {
  readonly state: SimulatorState;
  /** Journals the event, then applies it. When it returns, a killed process will not forget it. */
  record(event: SimulatorEvent): void;
  nextSequence(): number;
  close(): void;
};

/**
 * The state with its journal: one JSON event per line. The journal is read again on opening and replaced by one
 * snapshot line. Without a file the state lives in memory.
 *
 * @throws Error when a line other than the last is not a complete event
 */
export function openStore(stateFile?: string): Store {
  const state = initialState();
  const journal = stateFile === undefined ? undefined : openJournal(stateFile, state);

  return {
    state,
    record(event) {
      if (journal !== undefined) writeSync(journal, `${JSON.stringify(event)}\n`);
      applyEvent(state, event);
    },
    nextSequence: () => state.lastSequence + 1,
    close() {
      if (journal !== undefined) closeSync(journal);
    },
  };
}

/** The account's secrets are in it. */
const PRIVATE = 0o600;

function openJournal(stateFile: string, state: SimulatorState): number {
  mkdirSync(dirname(stateFile), { recursive: true });
  for (const event of readEvents(stateFile)) applyEvent(state, event);
  const compacted = `${stateFile}.new`;
  writeFileSync(compacted, `${JSON.stringify({ type: "snapshot", snapshot: toSnapshot(state) })}\n`, { mode: PRIVATE });
  renameSync(compacted, stateFile);
  return openSync(stateFile, "a", PRIVATE);
}

function readEvents(stateFile: string): SimulatorEvent[] {
  const lines = readFileSync(stateFile, { encoding: "utf8", flag: "a+" }).split("\n");
  const events: SimulatorEvent[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    try {
      events.push(JSON.parse(line) as SimulatorEvent);
    } catch {
      // A killed process tears only the line it was writing: that effect was never answered, so it never was.
      if (index !== lines.length - 1) throw new Error(`${stateFile}: line ${index + 1} is not an event`);
    }
  }
  return events;
}
