import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { applyEvent, initialState, type SimulatorEvent, type SimulatorState, toSnapshot } from "./state";

export type Store = {
  readonly state: SimulatorState;
  /** Writes the event to the journal, then applies it. After it returns, the event survives a killed process. */
  record(event: SimulatorEvent): void;
  nextSequence(): number;
  close(): void;
};

/**
 * The state and its journal, with one JSON event per line. Opening replays the journal and replaces it with one
 * snapshot line. Without a file, the state stays in memory.
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

/** The journal contains the account's secrets. */
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
      // A killed process leaves at most its last line incomplete; that event was never answered, so it never happened.
      if (index !== lines.length - 1) throw new Error(`${stateFile}: line ${index + 1} is not an event`);
    }
  }
  return events;
}
