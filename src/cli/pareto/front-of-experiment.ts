/** The Pareto front of an experiment of a service: its GraphQL `pareto` does the work. */
import { ask, findExperiment, type ServerOptions } from "../running-service.ts";
import type { ParetoAsked, ParetoDocument } from "./pareto-document.ts";

const PARETO = `query Pareto($input: ParetoInput!) {
  pareto(input: $input) {
    experiment { name modelVersion definitionHash definition systems { id name dataplane } }
    x { id title unit better } y { id title unit better } objective
    places {
      point { label systemId } x { ...Shown } y { ...Shown }
      withinSlo standing dominatedBy { label }
    }
  }
}
fragment Shown on Estimate { value ciLow ciHigh absentBecause }`;

type Point = ParetoDocument["points"][number];

interface Answered extends Pick<ParetoDocument, "x" | "y" | "objective"> {
  readonly experiment: {
    readonly name: string;
    readonly modelVersion: string;
    readonly definitionHash: string;
    readonly definition: { readonly replications: number };
    readonly systems: ParetoDocument["systems"];
  };
  readonly places: readonly (Pick<Point, "x" | "y" | "withinSlo" | "standing"> & {
    readonly point: Pick<Point, "label" | "systemId">;
    readonly dominatedBy: { readonly label: string } | null;
  })[];
}

export async function frontOfExperiment(
  options: ServerOptions,
  name: string,
  asked: ParetoAsked,
): Promise<ParetoDocument> {
  const { id: experimentId } = await findExperiment(options, name);
  const { pareto } = await ask<{ pareto: Answered }>(options, PARETO, {
    input: { experimentId, ...asked },
  });
  const { experiment, places, x, y, objective } = pareto;
  return {
    name: experiment.name,
    x,
    y,
    objective,
    systems: experiment.systems,
    points: places.map(({ point, dominatedBy, ...place }) => ({
      ...place,
      ...point,
      dominatedBy: dominatedBy?.label ?? null,
    })),
    provenance: {
      replications: experiment.definition.replications,
      modelVersion: experiment.modelVersion,
      definitionHash: experiment.definitionHash,
    },
  };
}
