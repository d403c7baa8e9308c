/** What the page asks of points whose load or policy move, and of one of their runs. */
import { graphql } from "../gql/gql.ts";

export const MovingPointsQuery = graphql(/* GraphQL */ `
  query MovingPoints($number: Int!, $after: String) {
    experiment(number: $number) {
      points(first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          index
          excursions {
            limitUs
            above
            reports
            secondsAbove
            worstP99Us
          }
          shownRun {
            replication
          }
          power: estimate(measure: "power") {
            ...ShownEstimate
          }
          background: estimate(measure: "backgroundThroughput") {
            ...ShownEstimate
          }
          steps: estimate(measure: "policySteps") {
            ...ShownEstimate
          }
          migrations: estimate(measure: "migrations") {
            ...ShownEstimate
          }
          worstMigration: estimate(measure: "migration.worst") {
            ...ShownEstimate
          }
        }
      }
    }
  }
`);

export const PointRunsQuery = graphql(/* GraphQL */ `
  query PointRuns($id: ID!) {
    node(id: $id) {
      ... on Point {
        runs(first: 100) {
          nodes {
            id
            replication
            state
          }
        }
      }
    }
  }
`);

/** Every report: without maxPoints nothing is left out. */
export const RunSeriesQuery = graphql(/* GraphQL */ `
  query RunSeries($id: ID!) {
    node(id: $id) {
      ... on Run {
        series {
          periodUs
          measuredUs
          columns {
            name
            values
          }
        }
      }
    }
  }
`);
