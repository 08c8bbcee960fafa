import { system } from "@/lib/platform/db/system";

/** Returns the numbers that were also absent in an earlier complete sweep at least `absentForMs` ago. */
export async function noteAbsences(
  managedAccountId: string,
  subjectIds: string[],
  absentForMs: number,
): Promise<Set<string>> {
  const rows = await system().transaction(
    async (tx) => {
      await tx.$executeRaw`
      DELETE FROM absence WHERE managed_account_id = ${managedAccountId}::uuid AND NOT subject_id = ANY(${subjectIds}::uuid[])`;
      const before = await tx.$queryRaw<{ subject_id: string }[]>`
      SELECT subject_id FROM absence
      WHERE managed_account_id = ${managedAccountId}::uuid
        AND first_absent_at <= clock_timestamp() - make_interval(secs => ${absentForMs / 1000})`;
      await tx.$executeRaw`
      INSERT INTO absence (subject_id, managed_account_id, first_absent_at)
      SELECT subject, ${managedAccountId}::uuid, clock_timestamp() FROM unnest(${subjectIds}::uuid[]) AS subject
      ON CONFLICT DO NOTHING`;
      return before;
    },
    { name: "absences" },
  );
  return new Set(rows.map(({ subject_id }) => subject_id));
}
