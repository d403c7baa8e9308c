/** Everything a definition may name, so that clients can make forms and check names. */
import { type CatalogEntry, catalog } from "../../experiment/catalog.ts";
import type { ParamInfo } from "../../params.ts";
import { builder } from "../builder.ts";
import { MeasureRef } from "./measure.ts";

const CatalogParamRef = builder.objectRef<ParamInfo>("CatalogParam").implement({
  description: "One knob of a member, with its range and where its default comes from.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "Key in a definition." }),
    dimension: t.exposeString("dimension", {
      description: "What it measures: time, frequency, rate, bytes, count or ratio.",
    }),
    unit: t.exposeString("baseUnit", { description: "Base unit, empty for plain numbers." }),
    isList: t.exposeBoolean("isList", {
      description: "True if its value is a list; the bounds are those of one entry.",
    }),
    words: t.exposeStringList("words", {
      description: "Words that may be written instead of a number, such as forever.",
    }),
    default: t.exposeString("default", { description: "Default, as text with its unit." }),
    min: t.exposeString("min", { description: "Least allowed value, as text with its unit." }),
    max: t.exposeString("max", { description: "Largest allowed value, as text with its unit." }),
    doc: t.exposeString("doc", { description: "What it is." }),
    source: t.exposeString("source", { description: "Paper and section, data sheet, or assumed." }),
  }),
});

const CatalogEntryRef = builder.objectRef<CatalogEntry>("CatalogEntry").implement({
  description: "A member of a family: something that a definition may name.",
  fields: (t) => ({
    id: t.exposeString("id", { description: "Name in a definition." }),
    title: t.exposeString("title", { description: "Title for readers." }),
    doc: t.exposeString("doc", { description: "What it models." }),
    source: t.exposeString("source", { description: "Paper and section, or code base." }),
    params: t.field({
      type: [CatalogParamRef],
      description: "Its knobs.",
      resolve: (entry) => entry.params,
    }),
  }),
});

const CatalogRef = builder.objectRef<ReturnType<typeof catalog>>("Catalog").implement({
  description: "Everything a definition may name, with parameters, units and sources.",
  fields: (t) => ({
    apiVersion: t.exposeString("apiVersion", { description: "Version of definitions." }),
    modelVersion: t.exposeString("modelVersion", {
      description: "Version of the models; results are comparable only within one.",
    }),
    platforms: t.field({
      type: [CatalogEntryRef],
      description: "Machines under test.",
      resolve: (all) => all.platforms,
    }),
    dataplanes: t.field({
      type: [CatalogEntryRef],
      description: "Dataplanes.",
      resolve: (all) => all.dataplanes,
    }),
    policies: t.field({
      type: [CatalogEntryRef],
      description: "Control plane policies.",
      resolve: (all) => all.policies,
    }),
    workloads: t.field({
      type: [CatalogEntryRef],
      description: "Workloads.",
      resolve: (all) => all.workloads,
    }),
    loadPatterns: t.field({
      type: [CatalogEntryRef],
      description: "Load patterns: how load changes with time.",
      resolve: (all) => all.loadPatterns,
    }),
    measures: t.field({
      type: [MeasureRef],
      description: "What runs are measured by.",
      resolve: (all) => all.measures,
    }),
    definitionSchema: t.field({
      type: "JSON",
      description: "JSON Schema of a definition.",
      resolve: (all) => all.definitionSchema,
    }),
  }),
});

builder.queryField("catalog", (t) =>
  t.field({
    type: CatalogRef,
    description: "Everything a definition may name.",
    resolve: () => catalog(),
  }),
);
