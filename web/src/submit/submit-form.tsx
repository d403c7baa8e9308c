/** An editor for a definition with a live preview beside it, and the button that submits it. */
import { type FormEvent, useId, useRef, useState } from "react";
import { type CombinedError, useClient } from "urql";
import type { ExperimentSubmitInput } from "../gql/graphql.ts";
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
  /** Instead of the example: the definition of another experiment. */
  readonly clone?: { readonly definitionText: string; readonly id: string };
}

export function SubmitForm({ heading, clone }: SubmitFormProps) {
  const original = clone?.definitionText ?? quickstart;
  const [yaml, setYaml] = useState<string>(original);
  const [isRefresh, setRefresh] = useState(false);
  const state = usePreview(yaml);
  const submit = useSubmit({
    spec: { yaml },
    cache: isRefresh ? "REFRESH" : "REUSE",
    clonedFromId: clone?.id ?? null,
  });
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
        <label className="choice">
          <input
            type="checkbox"
            checked={isRefresh}
            onChange={(event) => setRefresh(event.target.checked)}
          />
          Compute again what is known, and compare
        </label>
        {yaml !== original &&
          (clone !== undefined || EXAMPLES.every(({ text }) => text !== yaml)) && (
            <button type="button" className="button quiet" onClick={() => setYaml(original)}>
              Back to the {clone === undefined ? "example" : "original"}
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

type Request = Omit<ExperimentSubmitInput, "idempotencyKey" | "name">;

/** Submits a request. Trying again after a network error uses the same key, so it happens only once. */
function useSubmit(request: Request) {
  const client = useClient();
  const asked = JSON.stringify(request);
  const [isRunning, setRunning] = useState(false);
  const [outcome, setOutcome] = useState<SubmitState>({ of: "" });
  const attempt = useRef({ asked: "", key: "" });
  const run = async () => {
    if (attempt.current.asked !== asked) attempt.current = { asked, key: newKey() };
    setRunning(true);
    const input = { ...request, idempotencyKey: attempt.current.key };
    const { data, error } = await client.mutation(SubmitMutation, { input }).toPromise();
    setRunning(false);
    const answer = data?.experimentSubmit;
    setOutcome({ of: asked, error, ...(answer && { problems: answer.userErrors }) });
    if (answer?.experiment) navigate({ page: "experiment", number: answer.experiment.number });
  };
  // An answer is about what was sent; it goes when that changes.
  const present: SubmitState = outcome.of === asked ? outcome : { of: asked };
  return { run, isRunning, problems: present.problems, error: present.error };
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `web-${Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("")}`;
}
