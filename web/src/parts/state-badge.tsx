/** An experiment's state as icon and word; a state that we do not know yet keeps its name. */
import { Icon, type IconName } from "./icon.tsx";

const LOOKS: Readonly<Record<string, { readonly icon: IconName; readonly word: string }>> = {
  QUEUED: { icon: "clock", word: "Queued" },
  RUNNING: { icon: "running", word: "Running" },
  PAUSING: { icon: "pause", word: "Pausing" },
  PAUSED: { icon: "pause", word: "Paused" },
  CANCELLING: { icon: "stop", word: "Cancelling" },
  CANCELLED: { icon: "stop", word: "Cancelled" },
  SUCCEEDED: { icon: "check", word: "Succeeded" },
  PARTIALLY_SUCCEEDED: { icon: "partial", word: "Partly succeeded" },
  FAILED: { icon: "cross", word: "Failed" },
};

export function StateBadge({ state }: { readonly state: string }) {
  const name = state.toLowerCase().replaceAll("_", "-");
  const { icon, word } = LOOKS[state] ?? { icon: "question", word: state };
  return (
    <span className={`state state-${name}`} data-state={state}>
      <Icon name={icon} />
      {word}
    </span>
  );
}

const UNFINISHED = new Set(["QUEUED", "RUNNING", "PAUSING", "PAUSED", "CANCELLING"]);

/** Nothing more will happen to an experiment in this state by itself. */
export const isFinished = (state: string): boolean => !UNFINISHED.has(state);
