/** What the list of experiments shows of each. */
import { graphql } from "../gql/gql.ts";

export const ExperimentListQuery = graphql(/* GraphQL */ `
  query ExperimentList($first: Int!, $after: String) {
    experiments(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        number
        name
        state
        stateReason {
          message
        }
        createdAt
        finishedAt
        slo {
          measure
          limitUs
        }
        systems {
          id
          name
          dataplane
          loadPattern
          isScan
        }
        progress {
          runsTotal
          runsDone
          runsCached
          runsFailed
          runsCancelled
          runsRunning
          fraction
          etaLowAt
          etaHighAt
        }
        answers {
          system {
            id
          }
          power {
            value
          }
          maxThroughputUnderSlo {
            value
          }
          peakThroughput {
            value
          }
        }
      }
    }
  }
`);
