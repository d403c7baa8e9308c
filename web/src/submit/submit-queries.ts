/** Asking what a definition would do, submitting it, and beginning with that of another experiment. */
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
      simulatedRequests
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

/** What a definition may say about how load changes and who decides. */
export const MovingCatalogQuery = graphql(/* GraphQL */ `
  query MovingCatalog {
    catalog {
      loadPatterns {
        ...OfferedMember
      }
      policies {
        ...OfferedMember
      }
    }
  }
`);

graphql(/* GraphQL */ `
  fragment OfferedMember on CatalogEntry {
    id
    title
    doc
    source
    params {
      name
      default
      min
      max
      words
      isList
      doc
      source
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

export const OriginalQuery = graphql(/* GraphQL */ `
  query Original($number: Int!) {
    experiment(number: $number) {
      id
      name
      definitionText
    }
  }
`);
