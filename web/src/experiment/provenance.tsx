/** Where an experiment's numbers come from, and how anyone gets them again. */
import { stringifyDocument } from "urql";
import { CodeBlock } from "../parts/code-block.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { Link } from "../routing/navigation.tsx";
import { fileNameOf } from "./download-svg.ts";
import { ExperimentQuery, PointsQuery } from "./experiment-queries.ts";
import type { Experiment } from "./load-experiment.ts";

export function Provenance({ experiment }: { readonly experiment: Experiment }) {
  const { definitionHash, modelVersion, rootSeed, digest, createdAt, finishedAt } = experiment;
  const { cachePolicy, clonedFrom } = experiment;
  return (
    <section className="card stack" aria-labelledby="provenance">
      <h2 id="provenance">Provenance</h2>
      <dl className="facts">
        <dt>Definition</dt>
        <dd>
          <code>{definitionHash}</code>
        </dd>
        <dt>Model version</dt>
        <dd>
          <code>{modelVersion}</code>
        </dd>
        <dt>Root seed</dt>
        <dd>
          <code>{rootSeed}</code>
        </dd>
        <dt>Digest of all results</dt>
        <dd>{digest === null ? "once every run has ended" : <code>{digest}</code>}</dd>
        {cachePolicy === "REFRESH" && (
          <>
            <dt>Known results</dt>
            <dd>computed again and compared</dd>
          </>
        )}
        {clonedFrom !== null && (
          <>
            <dt>Cloned from</dt>
            <dd>
              <Link to={{ page: "experiment", number: clonedFrom.number }}>
                #{clonedFrom.number} {clonedFrom.name}
              </Link>
            </dd>
          </>
        )}
        <dt>Submitted</dt>
        <dd>
          <RelativeTime at={createdAt} />
        </dd>
        {finishedAt !== null && (
          <>
            <dt>Finished</dt>
            <dd>
              <RelativeTime at={finishedAt} />
            </dd>
          </>
        )}
      </dl>
      <h3>Reproduce</h3>
      <p>
        The same definition, root seed and model version give the same digest on every machine. Save
        the definition above, then:
      </p>
      <CodeBlock text={`ixlab run ${fileNameOf(experiment.name)}.yaml`} label="Command" />
    </section>
  );
}

export function DefinitionText({ experiment }: { readonly experiment: Experiment }) {
  return (
    <section className="card stack" aria-labelledby="definition">
      <h2 id="definition">Definition</h2>
      <CodeBlock text={experiment.definitionText} label="Definition" />
    </section>
  );
}

export function ApiQuery({ number }: { readonly number: number }) {
  const queries = [ExperimentQuery, PointsQuery].map((query) => stringifyDocument(query));
  return (
    <details className="card">
      <summary>
        <strong>View as API query</strong>
      </summary>
      <div className="stack details-body">
        <p>
          Every number on this page comes from these two queries to{" "}
          <code>{location.origin}/graphql</code>, with variables{" "}
          <code>{JSON.stringify({ number })}</code>.
        </p>
        {queries.map((query, i) => (
          <CodeBlock key={query} text={query} label={`Query ${i + 1}`} />
        ))}
      </div>
    </details>
  );
}
