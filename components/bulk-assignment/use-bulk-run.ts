"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { agentSearchKeys } from "@/components/agents/agent-search";
import { sendSlotWrite } from "@/components/assignment/slot-write";
import { useOrganization } from "@/components/organizations/organization-context";
import { findPhoneNumber, replacePhoneNumbers } from "@/components/phone-numbers/cache";
import { phoneNumberQuery } from "@/components/phone-numbers/queries";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import type { BulkPlan } from "./plan";
import { type Outcomes, runWrites } from "./run-writes";

export type BulkRun = { numbers: string[]; outcomes: Outcomes; running: boolean; stopping: boolean };

/** Runs a plan, updates each number in the directory, and can retry failures. */
export function useBulkRun(plan: (records: PhoneNumberRecord[]) => BulkPlan) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const [run, setRun] = useState<BulkRun>();
  const stopped = useRef(false);

  const start = async (records: PhoneNumberRecord[], before: Outcomes = new Map()) => {
    const { writes, numbers } = plan(records);
    const all = settledBefore(before, records, numbers);
    const shown = [...new Set([...before.keys(), ...numbers])];
    stopped.current = false;
    setRun({ numbers: shown, outcomes: all, running: true, stopping: false });
    await runWrites({
      writes,
      send: (write) => sendSlotWrite(organizationId, write),
      onProgress: (outcomes, updated) => {
        replacePhoneNumbers(client, organizationId, updated);
        setRun((now) => now && { ...now, outcomes: new Map([...all, ...outcomes]) });
      },
      isStopped: () => stopped.current,
      pause,
    });
    setRun((now) => now && { ...now, running: false, stopping: false });
    void client.invalidateQueries({ queryKey: agentSearchKeys.all(organizationId) });
  };

  /** Uses the numbers' current agents, which a retry replaces deliberately. */
  const retry = async ({ numbers, outcomes }: BulkRun) => {
    setRun((now) => now && { ...now, running: true });
    const failed = numbers.filter((number) => !outcomes.get(number)?.done);
    const records: PhoneNumberRecord[] = [];
    for (const number of failed) {
      const known = findPhoneNumber(client, organizationId, number);
      const fresh = await client
        .fetchQuery({ ...phoneNumberQuery(organizationId, number), staleTime: 0 })
        .catch(() => known);
      if (fresh) records.push(fresh);
    }
    replacePhoneNumbers(client, organizationId, records);
    await start(records, outcomes);
  };

  const stop = () => {
    stopped.current = true;
    setRun((now) => now && { ...now, stopping: true });
  };
  return { run, start: (records: PhoneNumberRecord[]) => void start(records), retry, stop };
}

/** Keeps the earlier results except for retried numbers. A number that already has the desired state is done. */
function settledBefore(before: Outcomes, records: PhoneNumberRecord[], triedAgain: string[]): Outcomes {
  const outcomes = new Map(before);
  if (before.size > 0) for (const { phone_number } of records) outcomes.set(phone_number, { done: true });
  for (const number of triedAgain) outcomes.delete(number);
  return outcomes;
}

const pause = (seconds: number) => new Promise<void>((done) => setTimeout(done, seconds * 1000));
