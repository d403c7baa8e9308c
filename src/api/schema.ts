/** The schema: every noun, then the builder's sum of them. */
import "./catalog/catalog.ts";
import "./comparison/comparison.ts";
import "./experiment/actions.ts";
import "./experiment/clone.ts";
import "./experiment/events.ts";
import "./experiment/life.ts";
import "./experiment/power-load.ts";
import "./experiment/preview.ts";
import "./experiment/queries.ts";
import "./experiment/submit.ts";
import "./point/excursions.ts";
import "./run/series.ts";
import "./pareto/pareto.ts";
import "./presets/presets.ts";
import "./scoreboard/scoreboard.ts";
import { builder } from "./builder.ts";

export const schema = builder.toSchema();
