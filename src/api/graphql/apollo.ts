/** Apollo Server with our limits, and errors as the table of codes has them. */
import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { type GraphQLSchema, NoSchemaIntrospectionCustomRule, OperationTypeNode } from "graphql";
import type { Logger } from "../../log.ts";
import type { ApiContext } from "../context.ts";
import { ApiError, errorKind, presentError, toFormatted } from "../errors.ts";
import { currentRequestId } from "../http/request-id.ts";
import { checkText } from "./check-text.ts";
import { checkCost, limitsRule, PARSE_OPTIONS, VALIDATION_OPTIONS } from "./limits.ts";

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  readonly introspection: boolean;
}

export function makeApollo({
  schema,
  log,
  introspection,
}: ApolloOptions): ApolloServer<ApiContext> {
  return new ApolloServer<ApiContext>({
    schema,
    introspection,
    // Without introspection, suggestions in error texts would tell the schema word by word.
    hideSchemaDetailsFromClientErrors: !introspection,
    parseOptions: PARSE_OPTIONS,
    validationOptions: VALIDATION_OPTIONS,
    validationRules: introspection ? [limitsRule] : [limitsRule, NoSchemaIntrospectionCustomRule],
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: "production",
    formatError(formatted, thrown) {
      const requestId = currentRequestId();
      const { unexpected, code } = presentError(thrown, requestId);
      if (unexpected) log.error({ err: thrown, requestId, code }, "request failed");
      return toFormatted(thrown, requestId, formatted);
    },
    plugins: [ApolloServerPluginLandingPageDisabled(), requestPlugin],
  });
}

/** Checks that need the operation and its variables, and the HTTP status of the answer. */
const requestPlugin: ApolloServerPlugin<ApiContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ document, operation, request, schema }) {
        if (operation === undefined) return; // Execution says which names there are.
        const variables = request.variables ?? {};
        if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
          throw new ApiError(
            "BAD_REQUEST",
            "Subscriptions need a WebSocket (graphql-transport-ws).",
          );
        }
        checkText(document, variables);
        checkCost({ schema, document, operation, variables });
      },
      async willSendResponse({ response }) {
        if (response.body.kind !== "single") return;
        const { errors, data } = response.body.singleResult;
        const kinds = (errors ?? []).flatMap((e) => errorKind(e.extensions?.["code"]) ?? []);
        const worst = kinds.toSorted((a, b) => b.status - a.status)[0];
        if (worst === undefined) return;
        // An answer with some data is an answer, unless the fault is ours.
        const hasData = Object.values(data ?? {}).some((value) => value !== null);
        if (hasData && worst.status < 500) return;
        const { status = 200 } = response.http;
        // Apollo's own 4xx, such as 405 for a mutation by GET, is more exact than the code.
        const isExact = status >= 400 && status < 500;
        if (!isExact || worst.status >= 500) response.http.status = worst.status;
        const seconds = worst.retryAfterSeconds;
        if (seconds !== undefined) response.http.headers.set("retry-after", String(seconds));
      },
    };
  },
};
