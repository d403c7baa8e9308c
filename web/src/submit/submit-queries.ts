/** Asking what a definition would do, and submitting it. */
import { graphql } from "../gql/gql.ts";

export const PreviewQuery = graphql(/* GraphQL */ `
  query Preview($spec: SpecInput!) {
    experimentPreview(spec: $spec) {
      name
      points
      pointsRemoved
      runs
      runsCached
      estimatedCoreSeconds
      estimatedSeconds
      samplePoints
      warnings
      userErrors {
        code
        message
        pointer
        line
        column
        hint
        allowed
      }
    }
  }
`);

export const SubmitMutation = graphql(/* GraphQL */ `
  mutation Submit($input: ExperimentSubmitInput!) {
    experimentSubmit(input: $input) {
      replayed
      experiment {
        number
      }
      userErrors {
        code
        message
        pointer
        line
        column
        hint
        allowed
      }
    }
  }
`);
