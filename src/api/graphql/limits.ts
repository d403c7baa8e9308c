/**
 * How much one request may ask for, checked before anything is resolved, over HTTP and WebSocket
 * alike: tokens while parsing, aliases, fields and depth while validating, cost when the variables
 * are known.
 */
import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";
import { complexityFromQuery } from "@pothos/plugin-complexity";
import { ApiError, badInput, isGraphqlError } from "../errors.ts";

const LIMITS = Object.freeze({
  tokens: 2000,
  depth: 12,
  aliases: 30,
  rootFields: 20,
  cost: 50_000,
});

export const PARSE_OPTIONS = { maxTokens: LIMITS.tokens } as const;

/** Validation errors reported at most: one mistake repeated does not fill the answer. */
export const VALIDATION_OPTIONS = { maxErrors: 10 } as const;

/** The number of aliases and the depth of a selection, fragments included. */
interface Shape {
  readonly aliases: number;
  readonly depth: number;
}

/** Refuses documents that are too deep, or alias too much, however they spread it over fragments. */
export function limitsRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const shape = shapeOf(operation.selectionSet, context, new Map());
      const tooMuch = (what: string, limit: number, got: number) =>
        context.reportError(
          new ApiError("QUERY_TOO_COMPLEX", `${what}: at most ${limit}, got ${got}.`),
        );
      if (shape.depth > LIMITS.depth) tooMuch("Depth", LIMITS.depth, shape.depth);
      if (shape.aliases > LIMITS.aliases) tooMuch("Aliases", LIMITS.aliases, shape.aliases);
      const roots = operation.selectionSet.selections.length;
      if (roots > LIMITS.rootFields) tooMuch("Fields at the top", LIMITS.rootFields, roots);
    },
    FloatValue(node) {
      // As a variable JSON.parse would give Infinity, which Float refuses; as a literal it passes.
      if (Number.isFinite(Number(node.value))) return;
      context.reportError(badInput(`${node.value} is not a finite number.`));
    },
  };
}

/** A fragment is looked at once, so that spreading it in itself costs nothing (and is reported). */
function shapeOf(
  selectionSet: SelectionSetNode,
  context: ValidationContext,
  known: Map<FragmentDefinitionNode, Shape>,
): Shape {
  let aliases = 0;
  let depth = 0;
  const include = (shape: Shape, deeper: number) => {
    aliases += shape.aliases;
    depth = Math.max(depth, shape.depth + deeper);
  };
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      if (selection.alias !== undefined) aliases += 1;
      // Introspection nests deep by nature; graphql has a rule of its own for it.
      const isIntrospection = selection.name.value.startsWith("__");
      const below = isIntrospection ? undefined : selection.selectionSet;
      include(below === undefined ? NO_SHAPE : shapeOf(below, context, known), 1);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      include(shapeOf(selection.selectionSet, context, known), 0);
    } else {
      const fragment = context.getFragment(selection.name.value);
      if (fragment) include(fragmentShape(fragment, context, known), 0);
    }
  }
  return { aliases, depth };
}

const NO_SHAPE: Shape = { aliases: 0, depth: 0 };

function fragmentShape(
  fragment: FragmentDefinitionNode,
  context: ValidationContext,
  known: Map<FragmentDefinitionNode, Shape>,
): Shape {
  const before = known.get(fragment);
  if (before !== undefined) return before;
  known.set(fragment, NO_SHAPE); // Ends the walk if the fragment spreads itself.
  const shape = shapeOf(fragment.selectionSet, context, known);
  known.set(fragment, shape);
  return shape;
}

interface Request {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Throws if an operation costs too much: one per field, times the items of every page above it. */
export function checkCost(request: Request): void {
  const cost = costOf(request);
  if (cost <= LIMITS.cost) return;
  const got = Number.isFinite(cost) ? String(Math.round(cost)) : "too many to count";
  throw new ApiError("QUERY_TOO_COMPLEX", `Cost: at most ${LIMITS.cost} fields, got ${got}.`);
}

function costOf({ schema, document, operation, variables }: Request): number {
  // The plugin takes the first operation of a document; ours is the one that will be executed.
  const definitions = document.definitions.filter(
    (d) => d === operation || d.kind === Kind.FRAGMENT_DEFINITION,
  );
  const only = { kind: Kind.DOCUMENT, definitions } as const;
  try {
    return complexityFromQuery(only, { schema, variables: { ...variables }, ctx: {} }).complexity;
  } catch (error) {
    // It needs the variables, so it is the first to see that they do not fit.
    if (!isGraphqlError(error) || error.originalError instanceof ApiError) throw error;
    throw badInput(error.message);
  }
}
