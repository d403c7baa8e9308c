/**
 * Configuration: the environment, parsed once at start-up. All wrong variables are reported
 * together, with what is allowed; nothing else in the project reads `process.env`.
 */
import { availableParallelism } from "node:os";
import { z } from "zod";

const seconds = (fallback: number) => z.coerce.number().positive().max(3600).default(fallback);

const Environment = z.object({
  /** Real Postgres; unset: an embedded one under the data folder. */
  DATABASE_URL: z.string().startsWith("postgres").optional(),
  /** Real Redis; unset: BullMQ's PostgreSQL backend in the same database. */
  REDIS_URL: z.string().startsWith("redis").optional(),
  /** Where the embedded Postgres and its files live. */
  IXLAB_DATA: z.string().min(1).default(".data"),
  IXLAB_HOST: z.string().min(1).default("127.0.0.1"),
  IXLAB_PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  /** The service that commands such as `ixlab submit` speak to, without a slash at the end. */
  IXLAB_SERVER: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ""))
    .default("http://127.0.0.1:4000"),
  /** Simulations at a time on this machine. */
  IXLAB_CHILDREN: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .default(Math.max(1, availableParallelism())),
  /** A run belongs to its worker for this long after a heartbeat. */
  IXLAB_LEASE_SECONDS: seconds(15),
  /** Also the longest time until a worker learns that an experiment is being cancelled. */
  IXLAB_HEARTBEAT_SECONDS: seconds(1),
  /** How often lost announcements, expired leases and finished experiments are looked for. */
  IXLAB_RECONCILE_SECONDS: seconds(5),
  /** How often a worker looks for work by itself, so that the queue is only an optimisation. */
  IXLAB_POLL_SECONDS: seconds(3),
  /** Longest wall time of one run. */
  IXLAB_RUN_SECONDS: seconds(600),
  /** How long a worker that is told to stop may finish what it computes. */
  IXLAB_GRACE_SECONDS: seconds(20),
  /** Heap of one simulation, MiB. */
  IXLAB_CHILD_MEMORY_MB: z.coerce.number().int().min(64).max(65_536).default(1024),
  /** For tests of failures only: see src/workers/failpoint.ts. */
  IXLAB_FAILPOINT: z
    .string()
    .regex(/^(crash|crash-parent|spin|memory|throw):[0-9a-f]+$/)
    .optional(),
  IXLAB_LOG: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

export type Config = z.infer<typeof Environment>;

/** Parses the environment. Throws one error that lists every wrong variable. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== ""));
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((i) => `  ${i.path.join(".")}: ${i.message}`);
    throw new Error(`The environment has ${lines.length} wrong variable(s):\n${lines.join("\n")}`);
  }
  const config = parsed.data;
  if (config.IXLAB_HEARTBEAT_SECONDS * 3 > config.IXLAB_LEASE_SECONDS) {
    throw new Error(
      "IXLAB_LEASE_SECONDS must be at least three times IXLAB_HEARTBEAT_SECONDS " +
        `(got ${config.IXLAB_LEASE_SECONDS} and ${config.IXLAB_HEARTBEAT_SECONDS}).`,
    );
  }
  return config;
}
