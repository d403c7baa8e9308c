/** Says how far an experiment is to those who do not see it, politely and at most every ten seconds. */
import { useEffect, useEffectEvent, useState } from "react";
import { type ProgressNumbers, progressText } from "../parts/progress-bar.tsx";

const AT_MOST_EVERY_MS = 10_000;

interface ProgressAnnouncerProps {
  readonly progress: ProgressNumbers;
  readonly state: string;
}

export function ProgressAnnouncer({ progress, state }: ProgressAnnouncerProps) {
  const [spoken, setSpoken] = useState("");
  const say = useEffectEvent((word: string) =>
    setSpoken(`${word.toLowerCase().replaceAll("_", " ")}: ${progressText(progress)}`),
  );
  // A new state is worth saying at once; progress within it is not.
  useEffect(() => {
    const first = setTimeout(() => say(state), 100);
    const timer = setInterval(() => say(state), AT_MOST_EVERY_MS);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [state]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {spoken}
    </p>
  );
}
