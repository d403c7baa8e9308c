/** What a performance engineer asks of each system, side by side; with two answers also the ratio. */
import { systemStyles } from "../../../src/plot/system-style.ts";
import { counted } from "../format/quantity.ts";
import { EstimateCell } from "../parts/estimate-cell.tsx";
import { SystemName } from "../parts/system-name.tsx";
import { TableBox } from "../parts/table-box.tsx";
import { type AnswerLine, type Answer, answerLines } from "./answer-lines.ts";
import type { Experiment } from "./load-experiment.ts";

export function AnswersTable({ experiment }: { readonly experiment: Experiment }) {
  const { answers } = experiment;
  const styles = systemStyles(
    answers.map(({ subject, system }) => ({ id: subject, dataplane: system.dataplane })),
  );
  const [first, second] = answers;
  const isPair = answers.length === 2;
  return (
    <TableBox label="Answers, one column per system and combination of axis values">
      <thead>
        <tr>
          <td />
          {answers.map(({ subject, label, system }) => (
            <th key={subject} scope="col">
              <SystemName name={label} style={styles.get(subject)} />
              <Setup system={system} />
            </th>
          ))}
          {isPair && (
            <th scope="col">
              {first?.label} / {second?.label}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {answerLines(experiment).map((line) => (
          <tr key={line.id} data-answer={line.id}>
            <th scope="row" className="text wrap">
              {line.title} <span className="unit">{line.column.unit}</span>
            </th>
            {answers.map((answer) => (
              <EstimateCell
                key={answer.subject}
                estimate={line.estimateOf(answer)}
                column={line.column}
                absentText={line.absentText?.(answer)}
                withInterval
              />
            ))}
            {isPair && <RatioCell line={line} answers={answers} />}
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function Setup({ system }: { readonly system: Answer["system"] }) {
  const { cores, hardwareThreads, nicPorts, policy } = system;
  return (
    <span className="interval">
      {counted(cores, "core")}, {counted(hardwareThreads, "thread")}
      <br />
      {counted(nicPorts, "port")}, {policy}
    </span>
  );
}

interface RatioCellProps {
  readonly line: AnswerLine;
  readonly answers: readonly Answer[];
}

function RatioCell({ line, answers }: RatioCellProps) {
  const [a, b] = answers.map((answer) => line.estimateOf(answer).value);
  if (a == null || b == null || b === 0) return <td className="muted">–</td>;
  const ratio = a / b;
  return <td title={String(ratio)}>{ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(1)}×</td>;
}
