import { expect, it } from "vitest";
import { Prisma } from "@/lib/generated/prisma/client";
import { asOwner } from "@/test/support/as-owner";

const snakeCase = (name: string) => name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

const enums: Record<string, unknown> = { ...Prisma };

const fieldsOf = (model: string): string[] => Object.values(enums[`${model}ScalarFieldEnum`] ?? {});

it.each(Object.values(Prisma.ModelName))("the table of %s has the columns of schema.prisma", async (model) => {
  const rows = await asOwner<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name = '${snakeCase(model)}'`,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(fieldsOf(model).map(snakeCase).sort());
});
