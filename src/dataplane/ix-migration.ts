/**
 * Flow groups move from one elastic thread to another without loss and in order.
 *
 * The source acts at the end of a pass: its waiting frames of the groups are held for the target, then it has the
 * NIC's redirection table written. The first frame that reaches the target's ring afterwards proves that the NIC
 * steers anew: the target, when it looks, asks the source, which drains its ring once more at the end of its pass,
 * and the target takes over all held frames in their order. If no frame comes, a time-out of one millisecond does.
 * Source: ix-project/ix, `dp/core/ethfg.c`; Prekas et al., SoCC 2015, section 4.3.
 */
import { us } from "../units.ts";
import type { IxOpenLoop } from "./ix-open-loop.ts";
import type { IxOpenThread } from "./ix-open-thread.ts";

/** Writing the redirection table. Assumed: a few dozen register writes over PCIe. */
const TABLE_UPDATE_PS = us(15);
/** Given: ethfg.c, MIGRATION_TIMEOUT_US. */
const TIMEOUT_PS = us(1000);

/** How long one command took. */
export interface MigrationTimes {
  /** From the command to the table. */
  readonly structuresPs: number;
  /** From the table to the first frame at the target, or to the time-out. */
  readonly firstFramePs: number;
  /** From the command to the end. */
  readonly totalPs: number;
  readonly isTimedOut: boolean;
}

/** What one command is about. */
export interface Migration {
  readonly run: IxOpenLoop;
  readonly source: IxOpenThread;
  readonly target: IxOpenThread;
  readonly groups: ReadonlySet<number>;
  readonly nowPs: number;
  /** Lets everything happen up to a time. */
  readonly advance: (untilPs: number) => void;
}

/** Carries out one command, which begins now; time has moved on when it returns. */
export function migrate(migration: Migration): MigrationTimes {
  const { run, source, target, nowPs, advance } = migration;
  source.finishPass(advance);
  const leavesPs = run.nowPs;
  hold(migration, leavesPs);
  const tablePs = leavesPs + TABLE_UPDATE_PS;
  advance(tablePs);
  run.transit.sendUntilAt(tablePs);
  const deadlinePs = leavesPs + TIMEOUT_PS;
  const firstPs = Math.min(run.transit.nextPs(), deadlinePs);
  advance(firstPs);
  if (firstPs < deadlinePs) target.finishPass(advance);
  // The source hears of it, from the target or from its timer, at the end of a pass; by then it has answered all.
  source.finishPass(advance);
  target.finishPass(advance);
  takeOver(migration);
  const endPs = run.nowPs;
  return {
    structuresPs: tablePs - nowPs,
    firstFramePs: firstPs - tablePs,
    totalPs: endPs - nowPs,
    isTimedOut: firstPs === deadlinePs,
  };
}

/** The source gives up the groups: what waits and what comes is held. */
function hold({ run, source, groups }: Migration, atPs: number): void {
  const isMoving = (connection: number) => groups.has(run.groupOf(connection));
  const { load } = source;
  load.sendUntil(atPs);
  const { stay, move } = split(load.members, isMoving);
  source.giveFrames(run.transit, isMoving);
  load.setMembers(atPs, stay);
  run.transit.setMembers(atPs, move);
  load.moveArrivals(run.transit, isMoving);
}

/** The target takes the groups and all frames that were held. */
function takeOver({ run, target }: Migration): void {
  const { nowPs, transit } = run;
  const { load } = target;
  const moved = transit.members;
  transit.sendUntil(nowPs);
  load.sendUntil(nowPs);
  load.setMembers(nowPs, {
    load: [...load.members.load, ...moved.load],
    latency: [...load.members.latency, ...moved.latency],
  });
  transit.setMembers(nowPs, { load: [], latency: [] });
  transit.moveArrivals(load, () => true);
  target.takeFrames(transit);
}

function split(
  members: { readonly load: readonly number[]; readonly latency: readonly number[] },
  isMoving: (connection: number) => boolean,
) {
  const stays = (connection: number) => !isMoving(connection);
  return {
    stay: { load: members.load.filter(stays), latency: members.latency.filter(stays) },
    move: { load: members.load.filter(isMoving), latency: members.latency.filter(isMoving) },
  };
}
