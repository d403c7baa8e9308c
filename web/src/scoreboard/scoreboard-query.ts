/** What the page of the scoreboard shows. */
import { graphql } from "../gql/gql.ts";
import type { ScoreboardPageQuery as Answer } from "../gql/graphql.ts";

export const ScoreboardQuery = graphql(/* GraphQL */ `
  query ScoreboardPage($suite: String) {
    scoreboardSuites {
      id
      title
      source
    }
    scoreboard(suite: $suite) {
      suite
      modelVersion
      programVersion
      commit
      createdAt
      rows {
        id
        figure
        system
        setup
        metric
        published
        range {
          low
          high
          missedBy
        }
        isBound
        isLowerBound
        simulated
        ciLow
        ciHigh
        unit
        relativeError
        role
        draws
        absent
      }
      figures {
        figure
        median
        p90
        worst
        rows
        absent
      }
      overall {
        median
        p90
        worst
        rows
        absent
      }
      headlines {
        id
        published
        simulated
        unit
        error
        tolerance
        isRelative
        met
      }
      checks {
        id
        claim
        found
        met
      }
      calibration {
        family
        id
        calibratedValues
        rows
        met
      }
      drawings
    }
  }
`);

export type Scoreboard = NonNullable<Answer["scoreboard"]>;
export type Suites = Answer["scoreboardSuites"];
export type Row = Scoreboard["rows"][number];
