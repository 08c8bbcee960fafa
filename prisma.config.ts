import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // Read from the environment only: commands that need no database (generate) must run without one.
  datasource: {
    url: process.env.MIGRATION_DATABASE_URL || process.env.DATABASE_URL || "postgresql://unset.invalid/unset",
  },
});
