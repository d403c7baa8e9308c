/** An editor for a definition with a live preview beside it, and the button that submits it. */
import { type FormEvent, useId, useRef, useState } from "react";
import { type CombinedError, useClient } from "urql";
import quickstart from "../../../experiments/quickstart.yaml?raw";
import pattern from "../../../experiments/control-plane.yaml?raw";
import scan from "../../../experiments/socc15/static-energy.yaml?raw";
import { ErrorNotice } from "../api/error-notice.tsx";
import { navigate } from "../routing/navigation.tsx";
import { DefinitionEditor, showPlace } from "./definition-editor.tsx";
import { MovingCatalog } from "./moving-catalog.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import type { Problem } from "./problem-list.tsx";
import { SubmitMutation } from "./submit-queries.ts";
import { usePreview } from "./use-preview.ts";

/** What one may start from. */
const EXAMPLES = [
  { id: "quickstart", title: "Latency against throughput", text: quickstart },
  { id: "pattern", title: "A control plane follows a load", text: pattern },
  { id: "scan", title: "Power of static configurations", text: scan },
] as const;

interface SubmitFormProps {
  readonly heading: string;
}

export function SubmitForm({ heading }: SubmitFormProps) {
  const [yaml, setYaml] = useState<string>(quickstart);
  const state = usePreview(yaml);
  const submit = useSubmit(yaml);
  const field = useRef<HTMLTextAreaElement>(null);
  const previewId = useId();
  const problems = submit.problems ?? state.preview?.userErrors ?? [];
  const faultyLines = new Set(problems.flatMap(({ line }) => line ?? []));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit.run();
  };
  return (
    <form className="card submit-form" aria-label={heading} onSubmit={onSubmit}>
      <div className="card-head">
        <h2>{heading}</h2>
        <ExampleChoice text={yaml} onChoose={setYaml} />
      </div>
      <div className="submit-columns">
        <DefinitionEditor
          text={yaml}
          onChange={setYaml}
          faultyLines={faultyLines}
          field={field}
          describedBy={previewId}
        />
        <PreviewPanel
          id={previewId}
          state={state}
          problems={problems}
          onShow={({ line, column }: Problem) =>
            line !== null && showPlace(field.current, line, column)
          }
        />
      </div>
      <MovingCatalog text={yaml} onChange={setYaml} />
      <ErrorNotice error={submit.error} />
      <div className="row">
        <button type="submit" className="button primary" disabled={submit.isRunning}>
          {submit.isRunning ? "Submitting …" : "Submit experiment"}
        </button>
        {EXAMPLES.every(({ text }) => text !== yaml) && (
          <button type="button" className="button quiet" onClick={() => setYaml(quickstart)}>
            Back to the example
          </button>
        )}
      </div>
    </form>
  );
}

interface ExampleChoiceProps {
  readonly text: string;
  readonly onChoose: (text: string) => void;
}

function ExampleChoice({ text, onChoose }: ExampleChoiceProps) {
  const id = useId();
  const shown = EXAMPLES.find((example) => example.text === text);
  return (
    <span className="choice">
      <label htmlFor={id}>Start from</label>
      <select
        id={id}
        value={shown?.id ?? ""}
        onChange={(event) => {
          const chosen = EXAMPLES.find((example) => example.id === event.target.value);
          if (chosen !== undefined) onChoose(chosen.text);
        }}
      >
        {shown === undefined && <option value="">your own text</option>}
        {EXAMPLES.map((example) => (
          <option key={example.id} value={example.id}>
            {example.title}
          </option>
        ))}
      </select>
    </span>
  );
}

interface SubmitState {
  readonly of: string;
  readonly problems?: readonly Problem[];
  readonly error?: CombinedError | undefined;
}

/** Submits a text. Trying again after a network error uses the same key, so it happens only once. */
function useSubmit(yaml: string) {
  const client = useClient();
  const [isRunning, setRunning] = useState(false);
  const [outcome, setOutcome] = useState<SubmitState>({ of: "" });
  const attempt = useRef({ yaml: "", key: "" });
  const run = async () => {
    if (attempt.current.yaml !== yaml) attempt.current = { yaml, key: newKey() };
    setRunning(true);
    const input = { spec: { yaml }, idempotencyKey: attempt.current.key };
    const { data, error } = await client.mutation(SubmitMutation, { input }).toPromise();
    setRunning(false);
    const answer = data?.experimentSubmit;
    setOutcome({ of: yaml, error, ...(answer && { problems: answer.userErrors }) });
    if (answer?.experiment) navigate({ page: "experiment", number: answer.experiment.number });
  };
  // An answer is about the text that was sent; it goes when the text changes.
  const present: SubmitState = outcome.of === yaml ? outcome : { of: yaml };
  return { run, isRunning, problems: present.problems, error: present.error };
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `web-${Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("")}`;
}
