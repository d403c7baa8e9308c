/** What may be done with an experiment now, as the service says; what destroys names its count first. */
import { useState } from "react";
import { counted } from "../format/quantity.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import type { ProgressNumbers } from "../parts/progress-bar.tsx";
import { Link } from "../routing/navigation.tsx";
import {
  CancelMutation,
  FillMissingMutation,
  PauseMutation,
  ResumeMutation,
} from "./action-mutations.ts";
import type { Experiment } from "./load-experiment.ts";
import { type Actor, useAction } from "./use-action.ts";

interface ExperimentActionsProps {
  readonly experiment: Experiment;
  readonly progress: ProgressNumbers;
  readonly onDone: () => void;
}

export function ExperimentActions({ experiment, progress, onDone }: ExperimentActionsProps) {
  const actor = useAction(onDone);
  const [isAsking, setAsking] = useState(false);
  const { id, number, allowedActions, missing } = experiment;
  const may = (action: (typeof allowedActions)[number]) => allowedActions.includes(action);
  const press = { isBusy: actor.isBusy };
  return (
    <div className="stack actions">
      <div className="row" role="group" aria-label="Actions">
        {may("PAUSE") && (
          <Press {...press} icon="pause" onPress={() => void actor.run(PauseMutation, { id })}>
            Pause
          </Press>
        )}
        {may("RESUME") && (
          <Press {...press} icon="play" onPress={() => void actor.run(ResumeMutation, { id })}>
            Resume
          </Press>
        )}
        {may("CANCEL") && !isAsking && (
          <Press {...press} icon="stop" onPress={() => setAsking(true)}>
            Cancel …
          </Press>
        )}
        {may("FILL_MISSING") && <FillButtons id={id} missing={missing} actor={actor} />}
        <Link to={{ page: "clone", number }} className="button">
          <Icon name="copy" />
          Clone
        </Link>
      </div>
      {may("CANCEL") && isAsking && (
        <ConfirmCancel
          progress={progress}
          onAnswer={(isYes) => {
            setAsking(false);
            if (isYes) void actor.run(CancelMutation, { id });
          }}
        />
      )}
      {actor.refusal !== undefined && <Notice tone="bad">{actor.refusal}</Notice>}
    </div>
  );
}

interface FillButtonsProps {
  readonly id: string;
  readonly missing: Experiment["missing"];
  readonly actor: Actor;
}

function FillButtons({ id, missing, actor }: FillButtonsProps) {
  const { total, failed } = missing;
  if (total === 0) return null;
  const fill = (input: { kinds: ["FAILED"] } | null) =>
    void actor.run(FillMissingMutation, { id, input });
  return (
    <>
      <Press icon="fill" isBusy={actor.isBusy} onPress={() => fill(null)}>
        Fill in {counted(total, "missing run")}
      </Press>
      {failed > 0 && failed < total && (
        <Press icon="fill" isBusy={actor.isBusy} onPress={() => fill({ kinds: ["FAILED"] })}>
          Retry {counted(failed, "failed run")}
        </Press>
      )}
    </>
  );
}

interface ConfirmCancelProps {
  readonly progress: ProgressNumbers;
  readonly onAnswer: (isYes: boolean) => void;
}

function ConfirmCancel({ progress, onAnswer }: ConfirmCancelProps) {
  const { runsTotal, runsDone, runsFailed } = progress;
  const open = counted(runsTotal - runsDone - runsFailed, "run");
  return (
    <div className="confirm" role="alertdialog" aria-label="Cancel the experiment?">
      <p>
        {open} will be stopped or not started; {counted(runsDone, "result")} stay. What is missing
        can be filled in later.
      </p>
      <div className="row">
        <button type="button" className="button danger" onClick={() => onAnswer(true)}>
          <Icon name="stop" />
          Cancel {open}
        </button>
        <button type="button" className="button" autoFocus onClick={() => onAnswer(false)}>
          Keep it
        </button>
      </div>
    </div>
  );
}

interface PressProps {
  readonly icon: IconName;
  readonly isBusy: boolean;
  readonly onPress: () => void;
  readonly children: React.ReactNode;
}

const Press = ({ icon, isBusy, onPress, children }: PressProps) => (
  <button type="button" className="button" disabled={isBusy} onClick={onPress}>
    <Icon name={icon} />
    {children}
  </button>
);
