/**
 * Events of an experiment, in order. The sequence comes from the experiment's row, which stays
 * locked until the transaction ends: numbers have no gaps and appear in order, so a reader who asks
 * for what follows a number misses nothing. Listeners are told in the same transaction.
 */
import type { Transaction } from "./connect.ts";
import type { RunCounters } from "./lifecycle.ts";

/** Postgres channel that tells which experiment something happened to. */
const EVENT_CHANNEL = "ixlab_events";

export type ExperimentEvent =
  | {
      readonly kind: "STATE";
      readonly state: string;
      readonly reasonCode: string | null;
      readonly reasonMessage: string | null;
    }
  | {
      readonly kind: "RUN_FINISHED";
      readonly runId: string;
      readonly index: number;
      readonly state: "SUCCEEDED" | "FAILED";
      readonly cached: boolean;
    }
  | ({ readonly kind: "PROGRESS" } & Progress);

export interface Progress extends RunCounters {
  /** Share of the whole that is done, with the finished parts of running runs, 0 to 1. */
  readonly fraction: number;
}

export async function appendEvents(
  tx: Transaction,
  experimentId: string,
  events: readonly ExperimentEvent[],
): Promise<void> {
  const kinds = events.map((event) => event.kind);
  const payloads = events.map(({ kind: _, ...payload }) => JSON.stringify(payload));
  const hasProgress = kinds.includes("PROGRESS");
  await tx.$queryRaw`
    with numbered as (
      update experiment
         set event_seq = event_seq + ${events.length},
             progress_at = case when ${hasProgress} then now() else progress_at end
       where id = ${experimentId}::uuid
      returning event_seq - ${events.length} as base
    ), appended as (
      insert into experiment_event (experiment_id, seq, kind, payload)
      select ${experimentId}::uuid, numbered.base + e.position, e.kind, e.payload::jsonb
        from numbered,
             unnest(${kinds}::text[], ${payloads}::text[])
               with ordinality as e(kind, payload, position)
    )
    select pg_notify(${EVENT_CHANNEL}, ${experimentId})::text`;
}
