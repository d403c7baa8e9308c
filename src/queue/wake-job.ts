/**
 * The only job there is: some runs of an experiment wait, come and look. It holds ids only, so that
 * the queue stays small and can be emptied at any moment without losing anything.
 */
export const QUEUE_NAME = "ixlab-runs";
export const JOB_NAME = "wake";

export interface WakeJob {
  readonly v: 1;
  readonly experimentId: string;
  readonly firstRun: number;
  readonly lastRun: number;
}

/** The same range has the same id, so a message that is sent twice is one job. */
export function wakeJobId({ experimentId, firstRun }: WakeJob): string {
  return `r-${experimentId}-${firstRun}`;
}

/** Retries are ours (leases in Postgres), and nothing is kept once it was delivered. */
export const JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;
