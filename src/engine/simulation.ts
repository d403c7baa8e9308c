/**
 * The loop: the earliest of the actors and the agenda acts, until a given time.
 *
 * Actors have one next event each (`ActorClock`); everything else is on the agenda (`EventQueue`). At equal
 * times the agenda goes first, so that a window opens before what happens at its boundary.
 *
 * Actors that meet only through the leader (actor 0) form groups. Between two acts of the leader nothing that a
 * group does can reach another, so each group is run by itself up to the leader's next act: no ordering of all
 * actors is kept, and a group's state stays in the cache. This is conservative simulation with the leader's
 * look-ahead (Chandy and Misra, CACM 24(4), 1981).
 * Where groups share more than the leader, a lock for instance, an actor says that its next act is such a meeting:
 * each group then runs to its next meeting, and the meetings alone take place in the order of time.
 */
import { ActorClock, clock, MOST_ACTORS } from "./actor-clock.ts";
import { EventQueue } from "./event-queue.ts";

/**
 * Something that acts at its time (the clock's `nowPs`) and says when it acts next. Times are read from
 * the clock and not passed on, because a number that crosses a call is boxed.
 */
export interface Actor {
  step(actor: number): void;
  /** Whether its next act touches what its group shares with others. */
  readonly isMeeting?: boolean;
}

/** What happens when an event of the agenda comes due; one entry per kind. */
export type AgendaHandler = (nowPs: number, subject: number) => void;

const AGENDA_CAPACITY = 4096;
const LEADER = 0;
/** Never acts. */
const NOBODY = MOST_ACTORS - 1;

/** The actors of each group: one, or two siblings. */
const pairs = {
  lower: new Int32Array(MOST_ACTORS),
  higher: new Int32Array(MOST_ACTORS),
} as const;

/** When each group has its next meeting before the leader acts; Infinity for none. */
const meetings = new ActorClock();

export class Simulation {
  readonly agenda = new EventQueue(AGENDA_CAPACITY);
  readonly #actors: readonly Actor[];
  readonly #handlers: readonly AgendaHandler[];
  readonly #groups: number = 0;

  /**
   * @param actors by their rows of the clock; without any, whoever is simulated keeps its own order.
   * @param handlers of the agenda; without them nothing may be put on it.
   * @param groups of actors other than the leader; with them nothing may be put on the agenda either.
   */
  constructor(
    actors: readonly Actor[],
    handlers: readonly AgendaHandler[],
    groups: readonly (readonly number[])[] = [],
  ) {
    if (actors.length > 0 && actors.length !== clock.actors)
      throw new RangeError("one actor per row of the clock");
    this.#actors = actors;
    this.#handlers = handlers;
    this.#groups = groups.length | 0;
    meetings.reset(groups.length);
    for (const [group, [lower = NOBODY, higher = NOBODY, third]] of groups.entries()) {
      if (third !== undefined) throw new RangeError("groups are single actors or pairs");
      pairs.lower[group] = lower;
      pairs.higher[group] = higher;
    }
    clock.isOrdered = groups.length === 0 && actors.length > 0;
  }

  /** Lets everything happen that is due at or before `untilPs`. */
  run(untilPs: number): void {
    if (this.#actors.length === 0) return;
    if (this.#groups > 0) this.#runGroups(untilPs);
    else if (this.#handlers.length > 0) this.#runAll(untilPs);
    else this.#runActors(untilPs);
  }

  #runActors(untilPs: number): void {
    const actors = this.#actors;
    const atPs = clock.atPs;
    for (;;) {
      const actor = clock.first();
      const nowPs = atPs[actor]!;
      if (nowPs > untilPs) return;
      clock.nowPs = nowPs;
      actors[actor]!.step(actor);
    }
  }

  #runAll(untilPs: number): void {
    const { agenda } = this;
    const actors = this.#actors;
    const atPs = clock.atPs;
    for (;;) {
      const actor = clock.first();
      const nowPs = atPs[actor]!;
      const duePs = agenda.firstPs;
      if (duePs <= nowPs) {
        if (duePs > untilPs) return;
        const kind = agenda.firstKind;
        const subject = agenda.firstSubject;
        agenda.pop();
        clock.nowPs = duePs;
        this.#handlers[kind]!(duePs, subject);
      } else {
        if (nowPs > untilPs) return;
        clock.nowPs = nowPs;
        actors[actor]!.step(actor);
      }
    }
  }

  /** The leader's acts in turn, and before each of them what the groups do until then. */
  #runGroups(untilPs: number): void {
    for (;;) {
      const leaderPs = clock.atPs[LEADER]!;
      this.#runToLeader(leaderPs > untilPs ? untilPs + 1 : leaderPs);
      if (leaderPs > untilPs) return;
      clock.nowPs = leaderPs;
      this.#actors[LEADER]!.step(LEADER);
    }
  }

  /** Every group before `endPs`: each up to its next meeting, then the meetings in turn. */
  #runToLeader(endPs: number): void {
    const { atPs } = meetings;
    for (let group = 0; group < this.#groups; group++) this.#runGroup(group, endPs);
    for (;;) {
      const group = meetings.first();
      const nowPs = atPs[group]!;
      if (nowPs === Number.POSITIVE_INFINITY) return;
      const actor = firstOf(group);
      clock.nowPs = nowPs;
      this.#actors[actor]!.step(actor);
      this.#runGroup(group, endPs);
    }
  }

  /** Lets a group act before `endPs`, up to its next meeting. */
  #runGroup(group: number, endPs: number): void {
    const actors = this.#actors;
    const { atPs } = clock;
    for (;;) {
      const actor = firstOf(group);
      const nowPs = atPs[actor]!;
      if (nowPs >= endPs) {
        meetings.set(group, Number.POSITIVE_INFINITY);
        return;
      }
      const acting = actors[actor]!;
      if (acting.isMeeting === true) {
        meetings.set(group, nowPs);
        return;
      }
      clock.nowPs = nowPs;
      acting.step(actor);
    }
  }
}

/** Who of a group acts next; at equal times the lower number. */
function firstOf(group: number): number {
  const { atPs } = clock;
  const lower = pairs.lower[group]!;
  const higher = pairs.higher[group]!;
  return atPs[higher]! < atPs[lower]! ? higher : lower;
}
