/** What scanned configurations carry under the objective, and what they draw there; a row for each. */
import { stylesOf } from "../format/styles-of.ts";
import type { Experiment } from "../experiment/load-experiment.ts";
import type { Answer } from "../experiment/answer-lines.ts";
import { rateColumn } from "../format/quantity.ts";
import { threeDigits } from "../../../src/plot/number-format.ts";
import { EstimateCell } from "../parts/estimate-cell.tsx";
import { SystemName } from "../parts/system-name.tsx";
import { TableBox } from "../parts/table-box.tsx";

const WATTS = { unit: "W", cell: threeDigits, full: (watts: number) => `${watts} W` };

interface ScanAnswersTableProps {
  readonly experiment: Experiment;
  /** Those of scans. */
  readonly answers: readonly Answer[];
}

export function ScanAnswersTable({ experiment, answers }: ScanAnswersTableProps) {
  const rates = rateColumn(answers.flatMap((a) => [a.maxThroughputUnderSlo.value, a.firstMissRps]));
  const styles = stylesOf(experiment.systems);
  return (
    <TableBox label="Answers of scans, one row per configuration">
      <thead>
        <tr>
          <th scope="col" className="text">
            Configuration
          </th>
          <th scope="col">
            Most load under the SLO <span className="unit">{rates.unit}</span>
          </th>
          <th scope="col">
            Power there <span className="unit">W</span>
          </th>
          <th scope="col">
            Offered at the first miss <span className="unit">{rates.unit}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {answers.map((answer) => (
          <tr key={answer.subject} data-scan={answer.subject}>
            <th scope="row" className="text">
              <SystemName name={answer.label} style={styles.get(answer.system.id)} />
            </th>
            <EstimateCell estimate={answer.maxThroughputUnderSlo} column={rates} withInterval />
            <EstimateCell estimate={answer.power} column={WATTS} withInterval />
            <td className={answer.firstMissRps === null ? "muted" : undefined}>
              {answer.firstMissRps === null ? "none" : rates.cell(answer.firstMissRps)}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
