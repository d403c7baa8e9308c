/** The Pareto front of a definition that is simulated in this process. */
import { meetsSlo } from "../../experiment/answer.ts";
import { estimateMetric, metricOf } from "../../experiment/estimate.ts";
import { measuredPoints } from "../../experiment/outcome.ts";
import { objectiveOf, objectiveText } from "../../experiment/pareto/objective.ts";
import { directionOf, paretoOf } from "../../experiment/pareto/pareto.ts";
import { readDefinitionFile, type SetOption } from "../definition-file.ts";
import { EXIT, ExitError } from "../exit.ts";
import { simulateExperiment } from "../simulate-experiment.ts";
import type { ParetoAsked, ParetoDocument } from "./pareto-document.ts";

export async function frontOfDefinition(
  file: string,
  asked: ParetoAsked,
  options: SetOption,
): Promise<ParetoDocument> {
  const { definition } = readDefinitionFile(file, options);
  const objective = objectiveOf(asked.slo, definition.slo);
  if (!objective.ok) throw new ExitError(EXIT.usage, `ixlab: ${objective.problem.message}`);
  const { slo } = objective;
  const { expansion, records } = await simulateExperiment(definition);
  const measured = measuredPoints(expansion, records);
  const places = paretoOf(
    measured.map((point) => ({
      x: estimateMetric(point.records, asked.x),
      y: estimateMetric(point.records, asked.y),
      withinSlo: slo === null || meetsSlo(point.records, slo),
    })),
  );
  const labelAt = (position: number | null) =>
    position === null ? null : (measured[position]?.point.label ?? null);
  return {
    name: definition.name,
    x: measureOf(asked.x),
    y: measureOf(asked.y),
    objective: slo && objectiveText(slo),
    systems: definition.systems.map(({ id, name, dataplane }) => ({
      id,
      name,
      dataplane: dataplane.kind,
    })),
    points: places.map(({ dominatedBy, ...place }, i) => ({
      ...place,
      systemId: measured[i]?.systemId ?? "",
      label: labelAt(i) ?? "",
      dominatedBy: labelAt(dominatedBy),
    })),
    provenance: {
      replications: definition.replications,
      modelVersion: expansion.modelVersion,
      definitionHash: expansion.definitionHash,
    },
  };
}

function measureOf(id: string) {
  const { title, unit } = metricOf(id);
  return { id, title, unit, better: directionOf(id) };
}
