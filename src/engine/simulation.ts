/**
 * The loop: the earliest of the actors and the agenda acts, until a given time.
 *
 * Actors have one next event each (`ActorClock`); everything else is on the agenda (`EventQueue`). At equal
 * times the agenda goes first, so that a window opens before what happens at its boundary.
 */
import { ActorClock } from "./actor-clock.ts";
import { EventQueue } from "./event-queue.ts";

/**
 * Something that acts at its time (the clock's `nowPs`) and says when it acts next. Times are read from
 * the clock and not passed on, because a number that crosses a call is boxed.
 */
export interface Actor {
  step(actor: number): void;
}

/** What happens when an event of the agenda comes due; one entry per kind. */
export type AgendaHandler = (nowPs: number, subject: number) => void;

const AGENDA_CAPACITY = 4096;

export class Simulation {
  readonly clock: ActorClock;
  readonly agenda = new EventQueue(AGENDA_CAPACITY);
  readonly #actors: readonly Actor[];
  readonly #handlers: readonly AgendaHandler[];

  constructor(clock: ActorClock, actors: readonly Actor[], handlers: readonly AgendaHandler[]) {
    if (actors.length !== clock.actors) throw new RangeError("one actor per row of the clock");
    this.clock = clock;
    this.#actors = actors;
    this.#handlers = handlers;
  }

  /** Lets everything happen that is due at or before `untilPs`. */
  run(untilPs: number): void {
    const { clock, agenda } = this;
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
}
