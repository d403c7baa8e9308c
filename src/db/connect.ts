/**
 * The connection to Postgres: one pool per process, with limits, so that a database in trouble
 * costs an error after a bounded time and never a hanging request.
 */
import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "./generated/client.ts";

export type Database = PrismaClient;
/** Inside a transaction: everything but starting another one. */
export type Transaction = Prisma.TransactionClient;

export interface ConnectOptions {
  readonly url: string;
  /** Most connections at a time. API and workers have pools of their own. */
  readonly poolSize: number;
  /** Shown by `pg_stat_activity`. */
  readonly application: string;
  /** Longest time of one statement, ms. */
  readonly statementTimeoutMs: number;
  /** Told of connections that broke while idle; the pool replaces them by itself. */
  readonly onConnectionError?: (error: Error) => void;
}

/** Longest wait for a connection of the pool, or for a new one, ms. */
const CONNECT_TIMEOUT_MS = 2000;

/** Connects at the first query. End it with `$disconnect()`. */
export function connectDatabase(options: ConnectOptions): Database {
  const onError = options.onConnectionError ?? (() => {});
  const adapter = new PrismaPg(
    {
      connectionString: options.url,
      max: options.poolSize,
      application_name: options.application,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: 60_000,
      statement_timeout: options.statementTimeoutMs,
      // A connection that was cut without a word must not hold its locks and its caller for ever.
      idle_in_transaction_session_timeout: options.statementTimeoutMs + 10_000,
      query_timeout: options.statementTimeoutMs + 2000,
      keepAlive: true,
    },
    { onPoolError: onError, onConnectionError: onError },
  );
  return new PrismaClient({
    adapter,
    errorFormat: "minimal",
    transactionOptions: {
      maxWait: CONNECT_TIMEOUT_MS + 1000,
      timeout: options.statementTimeoutMs + 5000,
      isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
    },
  });
}
