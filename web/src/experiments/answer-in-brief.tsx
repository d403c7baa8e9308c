/**
 * An experiment's answer in one line: what each system carries under the objective at the best values
 * of its axes, the best system first; under a load pattern, what it draws.
 */
import type { ExperimentListQuery } from "../gql/graphql.ts";
import { alignedDigits, sharedPrefix, threeDigits } from "../../../src/plot/number-format.ts";
import { percentileName } from "../../../src/plot/latency-throughput-data.ts";
import { stylesOf } from "../format/styles-of.ts";
import { SystemName } from "../parts/system-name.tsx";

export type ListedExperiment = NonNullable<
  NonNullable<ExperimentListQuery["experiments"]["nodes"]>[number]
>;

export function AnswerInBrief({ experiment }: { readonly experiment: ListedExperiment }) {
  const { systems, answers, slo } = experiment;
  const styles = stylesOf(systems);
  const rates = systems.map((system) => {
    const own = answers.filter((a) => a.system.id === system.id);
    if (isPattern(system)) return { system, rps: null, watts: wattsText(own) };
    const known = own.flatMap((answer) => {
      const { value } = slo === null ? answer.peakThroughput : answer.maxThroughputUnderSlo;
      return value === null ? [] : [value];
    });
    return { system, rps: known.length === 0 ? null : Math.max(...known), watts: null };
  });
  rates.sort((a, b) => (b.rps ?? -1) - (a.rps ?? -1));
  const known = rates.flatMap(({ rps }) => (rps === null ? [] : [rps]));
  const prefix = sharedPrefix(known);
  const digits = alignedDigits(known.map((rps) => rps / prefix.factor));
  return (
    <div className="brief">
      <ul className="brief-systems">
        {rates.map(({ system, rps, watts }, i) => (
          <li key={system.id}>
            <SystemName name={system.name} style={styles.get(system.id)} />
            {rps !== null && (
              <span className="numbers">
                {digits[i]} {prefix.symbol}rps
              </span>
            )}
            {watts !== null && (
              <span className="numbers">
                {watts} under {system.loadPattern}
              </span>
            )}
          </li>
        ))}
      </ul>
      {known.length > 0 && <span className="muted small">{objective(slo)}</span>}
    </div>
  );
}

const isPattern = ({ loadPattern, isScan }: ListedExperiment["systems"][number]): boolean =>
  loadPattern !== null && !isScan;

/** `21.4 W`, or the range over the values of axes; null as long as nothing has ended. */
function wattsText(answers: ListedExperiment["answers"]): string | null {
  const watts = answers.flatMap(({ power }) => power.value ?? []);
  if (watts.length === 0) return null;
  const ends = [...new Set([Math.min(...watts), Math.max(...watts)].map(threeDigits))];
  return `${ends.join("–")} W`;
}

function objective(slo: ListedExperiment["slo"]): string {
  if (slo === null) return "at most";
  return `within ${percentileName(slo.measure)} ≤ ${threeDigits(slo.limitUs)} µs`;
}
