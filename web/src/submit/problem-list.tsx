/** Every mistake in a definition: where it is, what is allowed, and a hint. */
import type { Preview } from "./use-preview.ts";

export type Problem = Preview["userErrors"][number];

interface ProblemListProps {
  readonly problems: readonly Problem[];
  readonly onShow: (problem: Problem) => void;
}

export function ProblemList({ problems, onShow }: ProblemListProps) {
  return (
    <ol className="problems">
      {problems.map((problem) => (
        <li key={`${problem.pointer} ${problem.line} ${problem.code} ${problem.message}`}>
          <div className="problem-place">
            {problem.line !== null && (
              <button type="button" className="place" onClick={() => onShow(problem)}>
                line {problem.line}
              </button>
            )}
            {problem.pointer !== null && problem.pointer !== "" && <code>{problem.pointer}</code>}
          </div>
          <p className="problem-message">{problem.message}</p>
          {problem.hint !== null && <p className="muted">Hint: {problem.hint}</p>}
          {problem.allowed !== null && problem.allowed.length > 0 && (
            <p className="muted">Allowed: {problem.allowed.join(", ")}</p>
          )}
        </li>
      ))}
    </ol>
  );
}
