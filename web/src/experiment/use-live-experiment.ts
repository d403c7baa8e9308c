/**
 * An experiment that follows its events: progress comes over the socket, results are asked for again
 * when runs have ended. While the socket is down the page polls instead; both give the same page.
 */
import { useCallback, useEffect, useState } from "react";
import { type Client, type CombinedError, useClient } from "urql";
import { liveSocket, useSocketConnected } from "../api/live-socket.ts";
import { usePolled } from "../api/use-polled.ts";
import type { ProgressNumbers } from "../parts/progress-bar.tsx";
import { isFinished } from "../parts/state-badge.tsx";
import { EventsSubscription } from "./experiment-queries.ts";
import { type LoadedExperiment, loadExperiment } from "./load-experiment.ts";

export interface LiveExperiment {
  readonly loaded: LoadedExperiment | undefined;
  readonly error: CombinedError | undefined;
  /** The newest progress, from an event or an answer. */
  readonly progress: ProgressNumbers | undefined;
  /** How the page learns of changes; undefined once there will be none. */
  readonly follows: "live" | "polling" | undefined;
  /** Asks now, because something was done with the experiment. */
  readonly refresh: () => void;
}

const REFRESH_AT_MOST_EVERY_MS = 1200;
const POLL_MS = 2000;
/** Beside the socket, in case an event was lost. */
const SAFETY_POLL_MS = 15_000;

export function useLiveExperiment(number: number): LiveExperiment {
  const isConnected = useSocketConnected();
  const { data, error, refresh } = usePolled(
    useCallback((client: Client) => loadExperiment(client, number), [number]),
    (loaded) => {
      if (isOver(loaded)) return null;
      return isConnected ? SAFETY_POLL_MS : POLL_MS;
    },
  );
  const isActive = data !== undefined && !isOver(data);
  const eventProgress = useEvents(isActive ? data.experiment?.id : undefined, refresh);
  return {
    loaded: data,
    error,
    progress: newer(eventProgress, data?.experiment?.progress),
    follows: isActive ? (isConnected ? "live" : "polling") : undefined,
    refresh,
  };
}

const isOver = (loaded: LoadedExperiment | undefined): boolean =>
  loaded !== undefined && (loaded.experiment === null || isFinished(loaded.experiment.state));

/** Subscribes to an experiment's events; answers the newest progress among them. */
function useEvents(id: string | undefined, refresh: () => void): ProgressNumbers | undefined {
  const client = useClient();
  const [progress, setProgress] = useState<ProgressNumbers>();
  useEffect(() => {
    if (id === undefined) return undefined;
    let pending: ReturnType<typeof setTimeout> | undefined;
    const refreshSoon = () => {
      pending ??= setTimeout(() => {
        pending = undefined;
        refresh();
      }, REFRESH_AT_MOST_EVERY_MS);
    };
    const subscription = client.subscription(EventsSubscription, { id }).subscribe(({ data }) => {
      const event = data?.experimentEvents;
      if (event?.__typename === "ProgressEvent") setProgress(event.progress);
      // Counts go back when what is missing is filled in, which begins by waiting again.
      if (event?.__typename === "StateEvent" && event.state === "QUEUED") setProgress(undefined);
      if (event !== undefined) refreshSoon();
    });
    // Events may have passed by while there was no socket.
    const forgetSocket = liveSocket.on("connected", refreshSoon);
    return () => {
      subscription.unsubscribe();
      forgetSocket();
      clearTimeout(pending);
      setProgress(undefined);
    };
  }, [client, id, refresh]);
  return progress;
}

/** Counts of ended runs do not go back while it goes on, so the larger is the newer. */
function newer(
  a: ProgressNumbers | undefined,
  b: ProgressNumbers | undefined,
): ProgressNumbers | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.runsDone + a.runsFailed > b.runsDone + b.runsFailed ? a : b;
}
