/**
 * A question that is asked again and again while its page is looked at. The last answer stays on the
 * page while the next is on its way, and when the service does not answer for a while.
 */
import { useEffect, useMemo, useState } from "react";
import { type Client, type CombinedError, useClient } from "urql";

export interface Answer<Data> {
  readonly data?: Data | undefined;
  readonly error?: CombinedError | undefined;
}

export interface Polled<Data> extends Answer<Data> {
  /** Asks at once, or right after the question under way. */
  readonly refresh: () => void;
}

/**
 * @param ask the question; another function (so: a memoized one) is another question.
 * @param pauseMs how long to wait between questions, given the last answer; null: ask no more.
 */
export function usePolled<Data>(
  ask: (client: Client) => Promise<Answer<Data>>,
  pauseMs: (data: Data | undefined) => number | null,
): Polled<Data> {
  const client = useClient();
  const [answer, setAnswer] = useState<Answer<Data>>({});
  const poller = useMemo(() => new Poller(() => ask(client), setAnswer), [client, ask]);
  const pause = pauseMs(answer.data);

  useEffect(() => {
    poller.begin();
    document.addEventListener("visibilitychange", poller.onVisibility);
    return () => {
      document.removeEventListener("visibilitychange", poller.onVisibility);
      poller.end();
    };
  }, [poller]);

  useEffect(() => {
    if (pause === null) return undefined;
    const timer = setInterval(() => poller.tick(), pause);
    return () => clearInterval(timer);
  }, [poller, pause]);

  return { ...answer, refresh: poller.refresh };
}

/** One question at a time; asking meanwhile asks once more afterwards. */
class Poller<Data> {
  readonly #ask: () => Promise<Answer<Data>>;
  readonly #show: (change: (before: Answer<Data>) => Answer<Data>) => void;
  #state: "idle" | "asking" | "asking, and again" | "over" = "idle";

  constructor(
    ask: () => Promise<Answer<Data>>,
    show: (change: (before: Answer<Data>) => Answer<Data>) => void,
  ) {
    this.#ask = ask;
    this.#show = show;
  }

  begin(): void {
    this.#state = "idle";
    this.refresh();
  }

  end(): void {
    this.#state = "over";
  }

  readonly refresh = (): void => {
    if (this.#state === "idle") void this.#askOnce();
    else if (this.#state === "asking") this.#state = "asking, and again";
  };

  /** Time to ask; nothing if nobody looks or the last question is still under way. */
  tick(): void {
    if (this.#state === "idle" && !document.hidden) void this.#askOnce();
  }

  readonly onVisibility = (): void => {
    if (!document.hidden) this.refresh();
  };

  async #askOnce(): Promise<void> {
    this.#state = "asking";
    const { data, error } = await this.#ask();
    const isStale = this.#stateNow() === "asking, and again";
    if (this.#stateNow() === "over") return;
    this.#show((before) => ({ data: data ?? before.data, error }));
    this.#state = "idle";
    if (isStale) this.refresh();
  }

  /** The state changes while an answer is awaited. */
  #stateNow(): string {
    return this.#state;
  }
}
