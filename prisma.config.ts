import { defineConfig } from "prisma/config";

/** Where Prisma's own command line finds schema and migrations; the client uses src/db/client.ts. */
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://ix@127.0.0.1:5432/ix" },
});
