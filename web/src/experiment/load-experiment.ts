/** An experiment with all its points, page after page; of those that move, also how they moved. */
import type { Client, CombinedError } from "urql";
import type { Answer } from "../api/use-polled.ts";
import type {
  ExperimentQuery as ExperimentAnswer,
  MovingPointsQuery as MovingPointsAnswer,
  PointsQuery as PointsAnswer,
} from "../gql/graphql.ts";
import { MovingPointsQuery } from "../pattern/pattern-queries.ts";
import { ExperimentQuery, PointsQuery } from "./experiment-queries.ts";

export type Experiment = NonNullable<ExperimentAnswer["experiment"]>;
export type Point = NonNullable<
  NonNullable<NonNullable<PointsAnswer["experiment"]>["points"]["nodes"]>[number]
>;

/** What a point whose load or policy moves has beside the others. */
export type Motion = NonNullable<
  NonNullable<NonNullable<MovingPointsAnswer["experiment"]>["points"]["nodes"]>[number]
>;

export interface LoadedExperiment {
  /** Null: there is none of this number. */
  readonly experiment: Experiment | null;
  readonly points: readonly Point[];
  /** By id of the point; empty if nothing moves. */
  readonly motions: ReadonlyMap<string, Motion>;
  /** There are more points than a page can show. */
  readonly isCut: boolean;
}

/** A page of 100 points each. */
const MOST_PAGES = 20;

export async function loadExperiment(
  client: Client,
  number: number,
): Promise<Answer<LoadedExperiment>> {
  const { data, error } = await client.query(ExperimentQuery, { number }).toPromise();
  if (data === undefined || error !== undefined) return { error };
  const experiment = data.experiment ?? null;
  const motions = new Map<string, Motion>();
  if (experiment === null) return { data: { experiment, points: [], motions, isCut: false } };
  const found = await pagesOf(async (after) => {
    const answer = await client.query(PointsQuery, { number, after }).toPromise();
    return { page: answer.data?.experiment?.points, error: answer.error };
  });
  if (found.nodes === undefined) return { error: found.error };
  if (experiment.systems.some(({ hasReports }) => hasReports)) {
    const moving = await pagesOf(async (after) => {
      const answer = await client.query(MovingPointsQuery, { number, after }).toPromise();
      return { page: answer.data?.experiment?.points, error: answer.error };
    });
    if (moving.nodes === undefined) return { error: moving.error };
    for (const motion of moving.nodes) motions.set(motion.id, motion);
  }
  return { data: { experiment, points: found.nodes, motions, isCut: found.isCut } };
}

interface Page<Node> {
  readonly nodes: readonly (Node | null)[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

interface PageAnswer<Node> {
  readonly page: Page<Node> | undefined;
  readonly error: CombinedError | undefined;
}

interface Pages<Node> {
  /** Undefined if a page could not be had. */
  readonly nodes?: readonly Node[];
  readonly isCut: boolean;
  readonly error?: CombinedError | undefined;
}

/** One page after another, up to the most that are shown. */
async function pagesOf<Node>(
  ask: (after: string | null) => Promise<PageAnswer<Node>>,
): Promise<Pages<Node>> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (let i = 0; i < MOST_PAGES; i++) {
    const { page, error }: PageAnswer<Node> = await ask(after);
    if (page === undefined) return { isCut: false, error };
    nodes.push(...page.nodes.flatMap((node) => node ?? []));
    after = page.pageInfo.endCursor ?? null;
    if (!page.pageInfo.hasNextPage) return { nodes, isCut: false };
  }
  return { nodes, isCut: true };
}
