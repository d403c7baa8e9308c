/**
 * An experiment's answer in one line: what each system carries under the objective at the best values
 * of its axes, the best system first.
 */
import type { ExperimentListQuery } from "../gql/graphql.ts";
import { alignedDigits, sharedPrefix, threeDigits } from "../../../src/plot/number-format.ts";
import { percentileName } from "../../../src/plot/latency-throughput-data.ts";
import { systemStyles } from "../../../src/plot/system-style.ts";
import { SystemName } from "../parts/system-name.tsx";

export type ListedExperiment = NonNullable<
  NonNullable<ExperimentListQuery["experiments"]["nodes"]>[number]
>;

export function AnswerInBrief({ experiment }: { readonly experiment: ListedExperiment }) {
  const { systems, answers, slo } = experiment;
  const styles = systemStyles(systems);
  const rates = systems.map((system) => {
    const own = answers.filter((a) => a.system.id === system.id);
    const known = own.flatMap((answer) => {
      const { value } = slo === null ? answer.peakThroughput : answer.maxThroughputUnderSlo;
      return value === null ? [] : [value];
    });
    return { system, rps: known.length === 0 ? null : Math.max(...known) };
  });
  rates.sort((a, b) => (b.rps ?? -1) - (a.rps ?? -1));
  const known = rates.flatMap(({ rps }) => (rps === null ? [] : [rps]));
  const prefix = sharedPrefix(known);
  const digits = alignedDigits(known.map((rps) => rps / prefix.factor));
  return (
    <div className="brief">
      <ul className="brief-systems">
        {rates.map(({ system, rps }, i) => (
          <li key={system.id}>
            <SystemName name={system.name} style={styles.get(system.id)} />
            {rps !== null && (
              <span className="numbers">
                {digits[i]} {prefix.symbol}rps
              </span>
            )}
          </li>
        ))}
      </ul>
      {known.length > 0 && <span className="muted small">{objective(slo)}</span>}
    </div>
  );
}

function objective(slo: ListedExperiment["slo"]): string {
  if (slo === null) return "at most";
  return `within ${percentileName(slo.measure)} ≤ ${threeDigits(slo.limitUs)} µs`;
}
