/** The latest scoreboard of a suite: published values beside simulated ones, and errors per figure. */
import { readLatestScoreboard, type StoredScoreboard } from "../../db/read/scoreboards.ts";
import type { CalibrationCount } from "../../scoreboard/calibration-count.ts";
import type { Check } from "../../scoreboard/check.ts";
import type { ErrorSummary } from "../../scoreboard/error-summary.ts";
import type { Headline } from "../../scoreboard/headline.ts";
import { DEFAULT_SUITE, SUITES } from "../../scoreboard/registry.ts";
import type { Suite } from "../../scoreboard/suite.ts";
import { builder } from "../builder.ts";
import { ScoreboardRowRef } from "./scoreboard-row.ts";

/** Errors of the rows of one figure, or of all calibration rows. */
interface NamedErrors extends ErrorSummary {
  readonly figure: string;
}

const ScoreboardErrorsRef = builder.objectRef<NamedErrors>("ScoreboardErrors").implement({
  description: "Relative errors of several rows, without sign, in three numbers.",
  fields: (t) => ({
    figure: t.exposeString("figure", {
      description: 'Source and figure, such as "OSDI14 Fig. 3a"; "all" for all calibration rows.',
    }),
    median: t.exposeFloat("median", { nullable: true, description: "Null without any value." }),
    p90: t.exposeFloat("p90", {
      nullable: true,
      description: "At least 90 % of the rows are within it (nearest rank).",
    }),
    worst: t.exposeFloat("worst", { nullable: true, description: "The largest." }),
    rows: t.exposeInt("rows", { description: "Rows with a simulated value." }),
    absent: t.exposeInt("absent", { description: "Rows without one." }),
  }),
});

const ScoreboardHeadlineRef = builder.objectRef<Headline>("ScoreboardHeadline").implement({
  description: "A row by which to judge the whole, with the error that it may have.",
  fields: (t) => ({
    id: t.exposeString("id", { description: "Id of the published value or share." }),
    published: t.exposeFloat("published", { description: "In its unit." }),
    simulated: t.exposeFloat("simulated", { nullable: true, description: "In its unit." }),
    unit: t.exposeString("unit", { description: "Unit of both." }),
    error: t.exposeFloat("error", {
      nullable: true,
      description: "Relative error; for a share the difference.",
    }),
    tolerance: t.exposeFloat("tolerance", { description: "Largest error allowed." }),
    isRelative: t.boolean({
      description: "True unless the error is a difference of shares.",
      resolve: ({ unit, isRelative }) => unit !== "ratio" || isRelative === true,
    }),
    met: t.exposeBoolean("met", {
      nullable: true,
      description: "Whether it is within; null without a value.",
    }),
  }),
});

const ScoreboardCheckRef = builder.objectRef<Check>("ScoreboardCheck").implement({
  description: "A claim about the simulation that is no single published number.",
  fields: (t) => ({
    id: t.exposeString("id", { description: "Stable within the suite." }),
    claim: t.exposeString("claim", { description: "What must hold." }),
    found: t.exposeString("found", { description: "What was simulated." }),
    met: t.exposeBoolean("met", {
      nullable: true,
      description: "Whether it holds; null without a value.",
    }),
  }),
});

const ScoreboardCalibrationRef = builder
  .objectRef<CalibrationCount>("ScoreboardCalibration")
  .implement({
    description: "How many numbers of a model were fitted, beside the rows that they meet.",
    fields: (t) => ({
      family: t.exposeString("family", { description: "platform, dataplane or workload." }),
      id: t.exposeString("id", { description: "Id in the catalog." }),
      calibratedValues: t.exposeInt("calibratedValues", { description: "Fitted numbers." }),
      rows: t.exposeInt("rows", { description: "Calibration rows that rest on it." }),
      met: t.exposeInt("met", { description: "Of these, rows within 12 %." }),
    }),
  });

const ScoreboardRef = builder.objectRef<StoredScoreboard>("Scoreboard").implement({
  description: "Published values of a suite beside simulated ones.",
  fields: (t) => ({
    suite: t.exposeString("suite", { description: "Id of the suite, such as osdi14." }),
    modelVersion: t.exposeString("modelVersion", { description: "Models that simulated it." }),
    programVersion: t.exposeString("programVersion", { description: "Program that ran them." }),
    commit: t.exposeString("commit", {
      nullable: true,
      description: "Commit of its clone; null if it was none.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was stored." }),
    rows: t.field({
      type: [ScoreboardRowRef],
      description: "One per published value, in the order of the paper.",
      resolve: ({ rows }) => rows,
    }),
    figures: t.field({
      type: [ScoreboardErrorsRef],
      description: "Errors per figure.",
      resolve: ({ figures }) => figures,
    }),
    overall: t.field({
      type: ScoreboardErrorsRef,
      description: "Errors of all calibration rows.",
      resolve: ({ overall }) => ({ figure: "all", ...overall }),
    }),
    headlines: t.field({
      type: [ScoreboardHeadlineRef],
      description: "The rows by which to judge it first.",
      resolve: ({ headlines }) => headlines,
    }),
    checks: t.field({
      type: [ScoreboardCheckRef],
      description: "What must hold beyond single numbers.",
      resolve: ({ checks }) => checks ?? [],
    }),
    calibration: t.field({
      type: [ScoreboardCalibrationRef],
      description: "What was fitted.",
      resolve: ({ calibration }) => calibration,
    }),
    drawings: t.field({
      type: "JSON",
      description: "What the figures are drawn from, one object per figure.",
      resolve: ({ drawings }) => drawings,
    }),
  }),
});

const ScoreboardSuiteRef = builder
  .objectRef<Pick<Suite, "id" | "title" | "source">>("ScoreboardSuite")
  .implement({
    description: "What can be reproduced: ready experiments and the published values they answer.",
    fields: (t) => ({
      id: t.exposeString("id", { description: "For `scoreboard` and `ixlab reproduce`." }),
      title: t.exposeString("title", { description: "What its figures are." }),
      source: t.exposeString("source", { description: "Where its published values are from." }),
    }),
  });

builder.queryField("scoreboardSuites", (t) =>
  t.field({
    type: [ScoreboardSuiteRef],
    description: "All suites that this version has, stored or not.",
    resolve: () => [...SUITES],
  }),
);

builder.queryField("scoreboard", (t) =>
  t.field({
    type: ScoreboardRef,
    nullable: true,
    description:
      "The latest scoreboard of a suite; null if none was stored (ixlab reproduce --store).",
    complexity: 10,
    args: {
      suite: t.arg.string({ defaultValue: DEFAULT_SUITE, description: "Id of a suite." }),
    },
    resolve: (_root, { suite }, { services }) =>
      readLatestScoreboard(services.db, suite ?? DEFAULT_SUITE),
  }),
);
