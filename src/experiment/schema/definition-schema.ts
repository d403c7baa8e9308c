/**
 * The schema of a definition: the one truth from which parsing, JSON Schema, the docs and the
 * dashboard's form are made. Fields of a system may stand at the top, as defaults for all systems.
 */
import { z } from "zod";
import { POLICIES } from "../../controlplane/registry.ts";
import { DATAPLANES } from "../../dataplane/registry.ts";
import { PLATFORMS } from "../../hw/registry.ts";
import { count, time } from "../../params.ts";
import { LOAD_PATTERNS } from "../../workload/load-patterns/registry.ts";
import { WORKLOADS } from "../../workload/registry.ts";
import { API_VERSION } from "../definition.ts";
import { DEFAULT_REPORT_PS } from "../plan.ts";
import { axesField } from "./axes-field.ts";
import { whereField } from "./condition.ts";
import { includeField } from "./include.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import { report } from "./issue.ts";
import { loads } from "./loads.ts";
import { memberChoice } from "./member.ts";
import { quantity } from "./quantity.ts";
import { SAMPLE } from "./sample.ts";
import { DEFAULT_REPLICATIONS, LEAST_REPLICATIONS } from "../precision.ts";
import { precisionField, searchField } from "./search.ts";
import { seed } from "./seed.ts";

const UNREADABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

const readable = (text: string) => !UNREADABLE.test(text);
const UNREADABLE_MESSAGE = { message: "must not hold control or text-direction characters" };
const normal = (text: string) => text.normalize("NFC");

/** One line that people read: no control characters, no text direction tricks. */
const line = (max: number) =>
  z.string().min(1).max(max).refine(readable, UNREADABLE_MESSAGE).transform(normal);

const paragraphs = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => readable(text.replaceAll(/[\n\t]/g, " ")), UNREADABLE_MESSAGE)
    .transform(normal);

const wholeNumber = (fallback: number, doc: string, min: number, max: number) =>
  quantity(count(fallback, doc, "", { min, max }));

/** What a system is made of; every field may also stand at the top of the definition. */
export const SYSTEM_SHAPE = {
  dataplane: memberChoice("dataplane", DATAPLANES).optional(),
  cores: wholeNumber(
    6,
    "Cores given to the dataplane, both hyperthreads of each.",
    1,
    256,
  ).optional(),
  hyperthreads: z.boolean().describe("False: one hyperthread per core only.").optional(),
  hardwareThreads: wholeNumber(
    12,
    "Instead of cores: hardware threads, added core by core.",
    1,
    512,
  ).optional(),
  nicPorts: wholeNumber(1, "Ports of the network card in use.", 1, 4).optional(),
  policy: memberChoice("policy", POLICIES).optional(),
  loads: loads().optional(),
  loadPattern: memberChoice("load pattern", LOAD_PATTERNS)
    .describe("Instead of loads: how the load changes with time.")
    .optional(),
  backgroundJob: z
    .boolean()
    .describe("Whether a background job has the cores that the policy leaves free.")
    .optional(),
};

export const NAMED_SYSTEM_SHAPE = { name: line(40), ...SYSTEM_SHAPE };

export const SLO_MEASURES = ["mean", "p50", "p90", "p99", "p99.9"] as const;
const limit = quantity(time("500us", "Latency limit.", "", { min: "1us", max: "10s" }));

const slo = z
  .strictObject(Object.fromEntries(SLO_MEASURES.map((m) => [m, limit.optional()])))
  .check((ctx) => {
    if (Object.keys(ctx.value).length === 1) return;
    report(ctx, ctx.value, {
      code: "CONFLICT",
      message: "slo needs exactly one latency measure",
      allowed: SLO_MEASURES,
      hint: 'write "slo: { p99: 500us }"',
    });
  })
  .describe("Latency objective, one measure and its limit.");

const PHASE = { min: "1us", max: "3600s" };
const PHASES_SHAPE = {
  warmup: quantity(
    time("100ms", "Simulated time before measuring.", "", { ...PHASE, min: 0 }),
  ).default(1e11),
  measure: quantity(time("1s", "Simulated time that is measured.", "", PHASE)).default(1e12),
  report: quantity(
    time(
      "1s",
      "From report to report of a series: under a load pattern or a policy that decides.",
      "",
      {
        min: "10ms",
        max: "60s",
      },
    ),
  ).default(DEFAULT_REPORT_PS),
};

export const DEFINITION_SHAPE = {
  apiVersion: z.literal(API_VERSION),
  kind: z.literal("Experiment"),
  name: line(120).describe("A short name for lists and plots."),
  description: paragraphs(2000).describe("What the experiment asks.").optional(),
  platform: z.enum(PLATFORMS.map((p) => p.id)).default(PLATFORMS[0]?.id ?? ""),
  ...SYSTEM_SHAPE,
  systems: z
    .array(z.strictObject(NAMED_SYSTEM_SHAPE))
    .min(1)
    .max(16)
    .describe("The systems to compare; each adds to, or replaces, the fields at the top.")
    .optional(),
  workload: memberChoice("workload", WORKLOADS),
  axes: axesField().optional(),
  sample: SAMPLE.optional(),
  where: whereField().optional(),
  include: includeField().optional(),
  slo: slo.optional(),
  search: searchField.optional(),
  replications: wholeNumber(
    DEFAULT_REPLICATIONS,
    `Runs per point, each with its own seed; with precision the least of them, ${LEAST_REPLICATIONS} if not written.`,
    1,
    1000,
  ).optional(),
  precision: precisionField.optional(),
  rootSeed: seed("Root of all random streams, 0 to 2^64 - 1.", "rootSeed").default("1"),
  seedPolicy: z
    .enum(["COMMON", "INDEPENDENT"])
    .default("COMMON")
    .describe("COMMON: replication k meets the same arrivals in every system."),
  phases: z.strictObject(PHASES_SHAPE).prefault({}),
};

/** JSON Schema of a definition, for editors and forms. */
export function definitionJsonSchema(): Record<string, unknown> {
  return {
    $id: "https://ixlab/schemas/ix-v1.json",
    title: "ixlab experiment, ix/v1",
    ...jsonSchemaOf(z.strictObject(DEFINITION_SHAPE)),
  };
}
