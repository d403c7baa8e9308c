/**
 * The schema builder that every noun adds its types to, with the conventions of the schema: fields
 * are non-null unless they say otherwise, lists are Relay connections, ids are opaque.
 */
import SchemaBuilder from "@pothos/core";
import ComplexityPlugin from "@pothos/plugin-complexity";
import RelayPlugin from "@pothos/plugin-relay";
import type { ApiContext } from "./context.ts";
import { badInput } from "./errors.ts";
import { decodeNodeId, encodeNodeId } from "./node/node-id.ts";
import { BigIntScalar, DateTimeScalar, JsonScalar } from "./scalars.ts";

interface SchemaTypes {
  Context: ApiContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  Connection: { totalCount: () => Promise<number> | number };
  Scalars: {
    ID: { Input: string; Output: string };
    BigInt: { Input: bigint; Output: bigint | number | string };
    DateTime: { Input: Date; Output: Date };
    JSON: { Input: unknown; Output: unknown };
  };
}

/** Objects fetched by id in one go: as many as a page has. */
const MAX_NODES = 100;

const pageArg = (part: string) => `At most this many items, 1 to 100, from the ${part}.`;

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [RelayPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  // The cost of a query is checked before it runs (graphql/limits.ts).
  complexity: { defaultComplexity: 1, defaultListMultiplier: 10 },
  relay: {
    encodeGlobalID: (typename, id) => encodeNodeId(typename, String(id)),
    decodeGlobalID: decodeNodeId,
    cursorType: "String",
    nodeTypeOptions: { description: "Anything that can be fetched again by its id." },
    idFieldOptions: { description: "Opaque global id." },
    nodeQueryOptions: {
      description: "Any object by its global id; null if there is none.",
      args: { id: { description: "Global id." } },
    },
    nodesQueryOptions: {
      description: "Objects by their global ids, in that order; null where there is none.",
      args: { ids: { description: "At most 100 global ids." } },
      complexity: ({ ids }) => ({ field: 1, multiplier: ids.length }),
      resolve: (_root, { ids }, _context, _info, resolveNodes) => {
        if (ids.length > MAX_NODES) throw badInput(`At most ${MAX_NODES} ids, got ${ids.length}.`);
        return resolveNodes(ids);
      },
    },
    pageInfoFieldOptions: { description: "Where this page stands in the list." },
    pageInfoTypeOptions: { description: "Where a page stands in its list." },
    hasNextPageFieldOptions: { description: "True if items follow this page." },
    hasPreviousPageFieldOptions: { description: "True if items precede this page." },
    startCursorFieldOptions: { description: "Cursor of the first item; null if none." },
    endCursorFieldOptions: { description: "Cursor of the last item; null if none." },
    firstArgOptions: { description: pageArg("start") },
    lastArgOptions: { description: pageArg("end") },
    afterArgOptions: { description: "Only items after this cursor." },
    beforeArgOptions: { description: "Only items before this cursor." },
    cursorFieldOptions: { description: "Opaque position of the item in this list." },
    nodeFieldOptions: { nullable: false, description: "The item." },
    edgesFieldOptions: {
      nullable: false,
      description: "Items with their cursors.",
      complexity: { field: 0, multiplier: 1 },
    },
    defaultConnectionTypeOptions: { description: "A page of a list." },
    defaultEdgeTypeOptions: { description: "An item of a list with its position." },
    nodesOnConnection: { description: "The items.", complexity: { field: 0, multiplier: 1 } },
  },
});

builder.queryType({ description: "Reads." });
builder.mutationType({ description: "Changes. Expected mistakes come back as userErrors." });
builder.subscriptionType({ description: "Live changes, over a WebSocket." });

builder.addScalarType("BigInt", BigIntScalar);
builder.addScalarType("DateTime", DateTimeScalar);
builder.addScalarType("JSON", JsonScalar);

builder.globalConnectionField("totalCount", (t) =>
  t.int({
    nullable: true,
    description: "Length of the whole list, counted only when asked for.",
    resolve: (page) => page.totalCount(),
  }),
);
