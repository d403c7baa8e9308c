/** What a definition says of points that are chosen, and repeated, by what was measured: `search` and `precision`. */
import { z } from "zod";
import { count, ratio } from "../../params.ts";
import { METRICS } from "../../stats/registry.ts";
import type { Definition, Search } from "../definition.ts";
import { placesOf } from "../points.ts";
import type { Problem } from "../problem.ts";
import { pointerOf, report, show } from "./issue.ts";
import { annotate } from "./json-schema.ts";
import { quantity } from "./quantity.ts";

const KINDS = ["maxUnderSlo", "minEnergyUnderSlo"] as const;
const EXAMPLE = 'write "search: maxUnderSlo"';

const paths = z.array(z.string().min(1)).min(1).max(8);

const searchObject = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("maxUnderSlo") }),
  z.strictObject({
    kind: z.literal("minEnergyUnderSlo"),
    over: paths.describe("Paths of axes, each of which lists its values by rising capacity."),
  }),
]);

export const searchField = annotate(
  z.unknown().transform((input, ctx): Search => {
    const given = typeof input === "string" ? { kind: input } : input;
    const kind = (given as { kind?: unknown } | null)?.kind;
    if (!KINDS.some((known) => known === kind)) {
      const message = `${show(kind ?? input)} is not a known search`;
      report(ctx, input, { code: "UNKNOWN_VALUE", message, allowed: KINDS, hint: EXAMPLE });
      return z.NEVER;
    }
    const parsed = searchObject.safeParse(given);
    if (parsed.success) return parsed.data;
    ctx.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]));
    return z.NEVER;
  }) as unknown as z.ZodType<Search>,
  {
    description:
      "Instead of all points: maxUnderSlo finds the highest load that meets the objective, minEnergyUnderSlo the " +
      "configuration that meets it with the least power.",
    anyOf: [
      { type: "string", enum: ["maxUnderSlo"] },
      {
        type: "object",
        properties: {
          kind: { enum: [...KINDS] },
          over: { type: "array", items: { type: "string" }, minItems: 1, maxItems: 8 },
        },
        required: ["kind"],
        additionalProperties: false,
      },
    ],
  },
);

export const precisionField = z
  .strictObject({
    measure: z.enum(METRICS.map(({ id }) => id)).describe("What has to be known so well."),
    halfWidth: quantity(
      ratio(0.02, "Half of the 95 % interval, as a share of the value.", "", {
        min: 0.0001,
        max: 1,
      }),
    ),
    most: quantity(
      count(30, "Replications of a point, however wide the interval is.", "", {
        min: 2,
        max: 1000,
      }),
    ).default(30),
  })
  .describe("Points are repeated until the interval of a measure is narrow enough.");

/** What a search lacks; looked for once everything else is right. */
export function searchProblems(definition: Definition): readonly Problem[] {
  const { search, slo, precision, replications } = definition;
  const problems: Problem[] = [];
  if (precision !== undefined && precision.most < replications) {
    problems.push({
      code: "CONFLICT",
      pointer: "/precision/most",
      message: `at most ${precision.most} replications, but at least ${replications}`,
      hint: "let most be above replications",
    });
  }
  if (search === undefined) return problems;
  if (slo === null) {
    const message = `${search.kind} needs an objective`;
    problems.push({
      code: "MISSING",
      pointer: "/slo",
      message,
      hint: 'write "slo: { p99: 500us }"',
    });
  }
  if (search.kind === "minEnergyUnderSlo") problems.push(...unknownPaths(definition, search.over));
  else problems.push(...systemsWithoutLoads(definition));
  return problems;
}

function systemsWithoutLoads({ systems }: Definition): readonly Problem[] {
  const lacking = systems.filter(({ loadsRps }) => loadsRps.length < 2);
  if (lacking.length === 0) return [];
  const names = lacking.map(({ name }) => name).join(", ");
  return [
    {
      code: "CONFLICT",
      pointer: "/search",
      message: `maxUnderSlo needs loads to choose from, and ${names} has fewer than two`,
      hint: 'write "loads: { from: 100krps, to: 4Mrps, step: 1% }"',
    },
  ];
}

function unknownPaths(definition: Definition, over: readonly string[]): readonly Problem[] {
  const varied = [...new Set(placesOf(definition).flatMap(({ axes }) => Object.keys(axes)))];
  return over.flatMap((path, i): Problem[] => {
    if (varied.includes(path)) return [];
    const pointer = pointerOf(["search", "over", i]);
    const message = `no axis varies ${show(path)}`;
    return [{ code: "UNKNOWN_VALUE", pointer, message, allowed: varied }];
  });
}
