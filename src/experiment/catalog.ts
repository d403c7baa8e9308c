/** Everything a definition may name, as data: for the API, the forms, the docs and the CLI. */
import { POLICIES } from "../controlplane/registry.ts";
import { DATAPLANES } from "../dataplane/registry.ts";
import { PLATFORMS } from "../hw/registry.ts";
import { describeParams, type Member, type ParamInfo } from "../params.ts";
import { METRICS } from "../stats/registry.ts";
import { LOAD_PATTERNS } from "../workload/load-patterns/registry.ts";
import { WORKLOADS } from "../workload/registry.ts";
import { API_VERSION } from "./definition.ts";
import { MODEL_VERSION } from "./model-version.ts";
import { definitionJsonSchema } from "./schema/definition-schema.ts";

export interface CatalogEntry {
  readonly id: string;
  readonly title: string;
  readonly doc: string;
  readonly source: string;
  readonly params: readonly ParamInfo[];
}

const entry = ({ id, title, doc, source, params }: Member): CatalogEntry => ({
  id,
  title,
  doc,
  source,
  params: describeParams(params),
});

export function catalog() {
  return {
    apiVersion: API_VERSION,
    modelVersion: MODEL_VERSION,
    platforms: PLATFORMS.map(entry),
    dataplanes: DATAPLANES.map(entry),
    policies: POLICIES.map(entry),
    workloads: WORKLOADS.map(entry),
    loadPatterns: LOAD_PATTERNS.map(entry),
    measures: METRICS.map(({ id, title, unit, better, doc }) => ({ id, title, unit, better, doc })),
    definitionSchema: definitionJsonSchema(),
  };
}
