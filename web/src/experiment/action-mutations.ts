/** What may be done with an experiment. All answer alike, so that one place shows what was refused. */
import { graphql } from "../gql/gql.ts";

export const CancelMutation = graphql(/* GraphQL */ `
  mutation Cancel($id: ID!) {
    acted: experimentCancel(id: $id) {
      userErrors {
        message
        hint
      }
    }
  }
`);

export const PauseMutation = graphql(/* GraphQL */ `
  mutation Pause($id: ID!) {
    acted: experimentPause(id: $id) {
      userErrors {
        message
        hint
      }
    }
  }
`);

export const ResumeMutation = graphql(/* GraphQL */ `
  mutation Resume($id: ID!) {
    acted: experimentResume(id: $id) {
      userErrors {
        message
        hint
      }
    }
  }
`);

export const FillMissingMutation = graphql(/* GraphQL */ `
  mutation FillMissing($id: ID!, $input: FillMissingInput) {
    acted: experimentFillMissing(id: $id, input: $input) {
      userErrors {
        message
        hint
      }
    }
  }
`);
