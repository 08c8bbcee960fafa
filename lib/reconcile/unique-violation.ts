import { Prisma } from "@/lib/generated/prisma/client";

/** Another row has the number, by the database's own word. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
