import { defineConfig } from "vitest/config";

/**
 * Vite would take graphql's ES modules where Node takes its CommonJS ones, and the library refuses to
 * be loaded twice.
 */
const resolve = { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] };

/** `fast` needs nothing; `service` and `browser` run the built program (test/support/build.ts). */
export default defineConfig({
  test: {
    reporters: ["default", "./test/support/closing-line-reporter.ts"],
    projects: [
      {
        resolve,
        test: {
          name: "fast",
          include: ["test/{unit,theory,conformance,golden}/**/*.test.ts", "test/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: "service",
          include: ["test/{service,browser}/**/*.test.ts"],
          globalSetup: ["test/support/build.ts"],
          // Real servers and worker processes share two cores: one file at a time.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
