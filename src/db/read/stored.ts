/**
 * What the database remembers, as the rest of the project sees it: plain read-only rows in domain
 * words. Prisma's own types stay behind these.
 */
import type { Definition } from "../../experiment/definition.ts";
import type { ExperimentState } from "../lifecycle.ts";
import type { RunPlan } from "../../experiment/plan.ts";
import type { PrismaClient } from "../generated/client.ts";

/** A connection pool to Postgres, as the read verbs need it. */
export type Db = PrismaClient;

export type RunState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

export interface StoredExperiment {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly state: ExperimentState;
  readonly reasonCode: string | null;
  readonly reasonMessage: string | null;
  readonly definitionText: string;
  readonly definition: Definition;
  readonly definitionHash: string;
  readonly modelVersion: string;
  readonly runsTotal: number;
  readonly runsDone: number;
  readonly runsCached: number;
  readonly runsFailed: number;
  readonly runsCancelled: number;
  /** REUSE or REFRESH. */
  readonly cachePolicy: string;
  readonly clonedFromId: string | null;
  readonly digest: string | null;
  readonly eventSeq: bigint;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

export interface StoredPoint {
  readonly id: string;
  readonly experimentId: string;
  readonly index: number;
  readonly label: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface StoredRun {
  readonly id: string;
  readonly experimentId: string;
  readonly pointId: string;
  readonly index: number;
  readonly replication: number;
  readonly plan: RunPlan;
  readonly contentKey: string;
  readonly state: RunState;
  readonly cached: boolean;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly finishedAt: Date | null;
}

export interface StoredAttempt {
  readonly runId: string;
  /** The fencing epoch under which it ran, counted from 1. */
  readonly epoch: number;
  readonly workerId: string;
  readonly startedAt: Date;
  readonly heartbeatAt: Date | null;
  readonly endedAt: Date | null;
  readonly outcome: string | null;
}

/** Part of an ordered list: positions strictly between the bounds, at most `limit` of them. */
export interface Window {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
  /** True: the last `limit` of the part, not the first. Rows still come in list order. */
  readonly fromEnd: boolean;
}
