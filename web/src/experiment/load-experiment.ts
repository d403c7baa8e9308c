/** An experiment with all its points, page after page. */
import type { Client } from "urql";
import type { Answer } from "../api/use-polled.ts";
import type {
  ExperimentQuery as ExperimentAnswer,
  PointsQuery as PointsAnswer,
} from "../gql/graphql.ts";
import { ExperimentQuery, PointsQuery } from "./experiment-queries.ts";

export type Experiment = NonNullable<ExperimentAnswer["experiment"]>;
export type Point = NonNullable<
  NonNullable<NonNullable<PointsAnswer["experiment"]>["points"]["nodes"]>[number]
>;

export interface LoadedExperiment {
  /** Null: there is none of this number. */
  readonly experiment: Experiment | null;
  readonly points: readonly Point[];
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
  if (experiment === null) return { data: { experiment, points: [], isCut: false } };
  const points: Point[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await client.query(PointsQuery, { number, after }).toPromise();
    const connection: PointsOf | undefined = answer.data?.experiment?.points;
    if (connection === undefined) return { error: answer.error };
    points.push(...connection.nodes.flatMap((point) => point ?? []));
    after = connection.pageInfo.endCursor ?? null;
    if (!connection.pageInfo.hasNextPage) return { data: { experiment, points, isCut: false } };
  }
  return { data: { experiment, points, isCut: true } };
}

type PointsOf = NonNullable<PointsAnswer["experiment"]>["points"];
