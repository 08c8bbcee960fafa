import { system } from "@/lib/platform/db/system";

export const boughtNumber = {
  id: true,
  organizationId: true,
  managedAccountId: true,
  phoneNumber: true,
  status: true,
  purchaseId: true,
  purchase: { select: { id: true, installationId: true } },
  updatedAt: true,
  voiceEnabled: true,
  smsEnabled: true,
  mmsEnabled: true,
  trunk: { select: { carrierTrunkId: true } },
} as const;

export type BoughtNumber = Awaited<ReturnType<typeof listBoughtNumbers>>[number];

const JOB_MS = 60_000;

export function listBoughtNumbers(managedAccountId: string) {
  return system().transaction(
    (tx) =>
      tx.phoneNumber.findMany({ where: { managedAccountId }, select: boughtNumber, relationLoadStrategy: "join" }),
    { timeoutMs: JOB_MS },
  );
}
