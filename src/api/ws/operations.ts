/** An operation over a WebSocket goes through the same checks as one over HTTP. */
import {
  type DocumentNode,
  type ExecutionArgs,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import type { SubscribePayload } from "graphql-ws";
import { type ApiContext, makeContext, type Services } from "../context.ts";
import { ApiError, type ErrorCode } from "../errors.ts";
import { checkText } from "../graphql/check-text.ts";
import { checkCost, limitsRule, PARSE_OPTIONS, VALIDATION_OPTIONS } from "../graphql/limits.ts";
import { newRequestId } from "../http/request-id.ts";

export type Prepared = ExecutionArgs & { readonly contextValue: ApiContext };

/** What to execute, or everything that is wrong with the request. */
export function prepareOperation(
  payload: SubscribePayload,
  schema: GraphQLSchema,
  services: Services,
): Prepared | readonly GraphQLError[] {
  try {
    const document = parseDocument(payload.query);
    const rules = [...specifiedRules, limitsRule];
    const errors = validate(schema, document, rules, VALIDATION_OPTIONS);
    if (errors.length > 0) return errors.map((e) => withCode(e, "GRAPHQL_VALIDATION_FAILED"));
    const operation = getOperationAST(document, payload.operationName);
    if (operation == null) {
      return [new ApiError("BAD_REQUEST", "Name one operation of the document.")];
    }
    const variables = payload.variables ?? {};
    checkText(document, variables);
    checkCost({ schema, document, operation, variables });
    return {
      schema,
      document,
      operationName: payload.operationName ?? null,
      variableValues: variables,
      contextValue: makeContext(services, newRequestId()),
    };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function parseDocument(query: string): DocumentNode {
  try {
    return parse(query, PARSE_OPTIONS);
  } catch (error) {
    throw error instanceof GraphQLError ? withCode(error, "GRAPHQL_PARSE_FAILED") : error;
  }
}

/** Over HTTP Apollo adds these codes. */
function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  if (error.extensions["code"] !== undefined) return error;
  const { message, nodes = null, source = null, positions = null } = error;
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}
