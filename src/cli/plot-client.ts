/** Plots of a service's experiments: the service draws them, or says what their points are. */
import type { Definition } from "../experiment/definition.ts";
import { plotKind } from "../experiment/plot-kind.ts";
import { EXIT, ExitError } from "./exit.ts";
import type { PictureOptions } from "./picture.ts";
import { ask, type NamedExperiment, type ServerOptions, serverUrl } from "./running-service.ts";
import type { SparkPoint } from "./sparkline-table.ts";

const PLACES = `query Places($id: ID!) {
  experiment(id: $id) { definition points(first: 100) { nodes { index systemId } } }
}`;

interface Places {
  readonly experiment: {
    readonly definition: Pick<Definition, "systems">;
    readonly points: {
      readonly nodes: readonly { readonly index: number; readonly systemId: string }[];
    };
  };
}

/** Every plot that the experiment has so far, as SVG. */
export async function fetchPlots(
  options: ServerOptions & Pick<PictureOptions, "theme">,
  { id, number }: NamedExperiment,
): Promise<readonly string[]> {
  const { experiment } = await ask<Places>(options, PLACES, { id });
  const kinds = new Map(experiment.definition.systems.map((s) => [s.id, plotKind(s)]));
  const stacks = experiment.points.nodes
    .filter(({ systemId }) => kinds.get(systemId) === "pattern-stack")
    .map(({ index }) => `pattern-stack.svg?point=${index}&replication=0&`);
  const others = [...new Set(kinds.values())]
    .filter((kind) => kind !== "pattern-stack")
    .map((kind) => `${kind}.svg?`);
  const found: string[] = [];
  for (const name of [...others, ...stacks]) {
    const folder = `${serverUrl(options)}/experiments/${number}/plots`;
    const response = await fetch(`${folder}/${name}theme=${options.theme}`);
    if (response.ok) found.push(await response.text());
    else if (response.status !== 404) {
      throw new ExitError(EXIT.failed, `ixlab: ${name} of ${number}: HTTP ${response.status}`);
    }
  }
  return found;
}

const POINTS = `query Points($id: ID!, $after: String) {
  experiment(id: $id) {
    answers { subject label }
    points(first: 100, after: $after) {
      nodes { subject throughput: estimate(measure: "throughput") { value }
        p99: estimate(measure: "latency.p99") { value } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface Page {
  readonly experiment: {
    readonly answers: readonly { readonly subject: string; readonly label: string }[];
    readonly points: {
      readonly nodes: readonly {
        readonly subject: string;
        readonly throughput: { readonly value: number | null };
        readonly p99: { readonly value: number | null };
      }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

export async function fetchSparkPoints(
  options: ServerOptions,
  id: string,
): Promise<readonly SparkPoint[]> {
  const found: SparkPoint[] = [];
  let next: string | null = null;
  do {
    const { answers, points } = await readPage(options, id, next);
    const labels = new Map(answers.map(({ subject, label }) => [subject, label]));
    for (const { subject, throughput, p99 } of points.nodes) {
      const curve = labels.get(subject) ?? subject;
      found.push({ curve, throughput: throughput.value, p99Us: p99.value });
    }
    next = points.pageInfo.hasNextPage ? points.pageInfo.endCursor : null;
  } while (next !== null);
  return found;
}

async function readPage(
  options: ServerOptions,
  id: string,
  after: string | null,
): Promise<Page["experiment"]> {
  const { experiment } = await ask<Page>(options, POINTS, { id, after });
  return experiment;
}
