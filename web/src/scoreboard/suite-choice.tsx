/** Which suite the page shows: a link to each, with the present one marked. */
import { Link } from "../routing/navigation.tsx";
import type { Suites } from "./scoreboard-query.ts";

interface SuiteChoiceProps {
  readonly suites: Suites;
  /** Id of the suite that is shown. */
  readonly current: string;
}

export function SuiteChoice({ suites, current }: SuiteChoiceProps) {
  return (
    <nav className="suite-choice" aria-label="Suites">
      {suites.map(({ id, title, source }) => (
        <Link key={id} to={{ page: "scoreboard", suite: id }} isCurrent={id === current}>
          <strong>{id}</strong>
          <span className="muted small">
            {title} · {source}
          </span>
        </Link>
      ))}
    </nav>
  );
}
