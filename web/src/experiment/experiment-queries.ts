/** What the page of one experiment asks. Points come in pages; everything else in one answer. */
import { graphql } from "../gql/gql.ts";

graphql(/* GraphQL */ `
  fragment ShownEstimate on Estimate {
    value
    ciLow
    ciHigh
    replications
    absentBecause
  }
`);

graphql(/* GraphQL */ `
  fragment ShownProgress on Progress {
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
`);

export const ExperimentQuery = graphql(/* GraphQL */ `
  query Experiment($number: Int!) {
    experiment(number: $number) {
      id
      number
      name
      state
      stateReason {
        code
        message
      }
      allowedActions
      missing {
        total
        failed
      }
      cachePolicy
      clonedFrom {
        number
        name
      }
      definitionText
      definitionHash
      modelVersion
      rootSeed
      digest
      createdAt
      startedAt
      finishedAt
      slo {
        measure
        limitUs
      }
      systems {
        id
        name
        dataplane
        policy
        loadPattern
        hasReports
        isScan
        standaloneMbPerS
      }
      exports {
        grain
        rows
        format
        path
      }
      axes {
        path
        values {
          text
          value
        }
      }
      progress {
        ...ShownProgress
      }
      answers {
        subject
        label
        axes
        system {
          id
          dataplane
          cores
          hardwareThreads
          nicPorts
          policy
          loadPattern
          isScan
        }
        maxThroughputUnderSlo {
          ...ShownEstimate
        }
        firstMissRps
        unloadedP99 {
          ...ShownEstimate
        }
        kernelShare {
          ...ShownEstimate
        }
        energyPerRequest {
          ...ShownEstimate
        }
        power {
          ...ShownEstimate
        }
        peakThroughput {
          ...ShownEstimate
        }
      }
      powerAgainstLoad {
        curves {
          label
          cores
          hardwareThreads
          ghz
          points {
            rps
            watts
          }
        }
        frontier {
          rps
          watts
        }
      }
    }
  }
`);

export const PointsQuery = graphql(/* GraphQL */ `
  query Points($number: Int!, $after: String) {
    experiment(number: $number) {
      points(first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          index
          label
          systemId
          subject
          params
          offeredRps
          saturated
          meetsSlo
          throughput: estimate(measure: "throughput") {
            ...ShownEstimate
          }
          p50: estimate(measure: "latency.p50") {
            ...ShownEstimate
          }
          p99: estimate(measure: "latency.p99") {
            ...ShownEstimate
          }
        }
      }
    }
  }
`);

export const EventsSubscription = graphql(/* GraphQL */ `
  subscription Events($id: ID!) {
    experimentEvents(id: $id) {
      __typename
      ... on ProgressEvent {
        seq
        progress {
          ...ShownProgress
        }
      }
      ... on StateEvent {
        seq
        state
      }
      ... on RunFinishedEvent {
        seq
      }
    }
  }
`);
