/**
 * Pauses an experiment and lets it go on. While it is paused no run of it is claimed; those under way
 * end as usual. A claim at the same moment takes the experiment's lock after ours and withdraws.
 */
import type { Database } from "./connect.ts";
import { appendEvents } from "./events.ts";
import { lockForAction, setState } from "./locked-experiment.ts";
import { announce } from "./outbox.ts";
import { pauseIfIdle } from "./pause-if-idle.ts";
import { unitOfWork } from "./unit-of-work.ts";

const STATE = { kind: "STATE", reasonCode: null, reasonMessage: null } as const;

/** Pausing twice is the same as once. Throws ActionRefused. */
export function pauseExperiment(db: Database, id: string): Promise<void> {
  return unitOfWork(() =>
    db.$transaction(async (tx) => {
      const { state, next } = await lockForAction(tx, id, "PAUSE");
      if (next === state) return;
      await setState(tx, id, next);
      if (await pauseIfIdle(tx, id)) return;
      await appendEvents(tx, id, [{ ...STATE, state: next }]);
    }),
  );
}

/** Throws ActionRefused. */
export function resumeExperiment(db: Database, id: string): Promise<void> {
  return unitOfWork(() =>
    db.$transaction(async (tx) => {
      const { state, next, runsTotal } = await lockForAction(tx, id, "RESUME");
      if (next === state) return;
      await setState(tx, id, next);
      await appendEvents(tx, id, [{ ...STATE, state: next }]);
      await announce(tx, [{ experimentId: id, firstRun: 0, lastRun: runsTotal - 1 }]);
    }),
  );
}
