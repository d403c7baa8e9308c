/** The frame around every page, and which page an address shows. */
import { lazy, Suspense } from "react";
import { ExperimentsPage } from "./experiments/experiments-page.tsx";
import { PageTitle } from "./parts/page-title.tsx";
import { Link, useRoute } from "./routing/navigation.tsx";
import type { Route } from "./routing/route.ts";
import { ClonePage } from "./submit/clone-page.tsx";
import { SubmitPage } from "./submit/submit-page.tsx";
import { ThemeToggle } from "./theme/theme-toggle.tsx";

// The plot library comes with these pages only.
const ExperimentPage = lazy(() => import("./experiment/experiment-page.tsx"));
const ScoreboardPage = lazy(() => import("./scoreboard/scoreboard-page.tsx"));

export function App() {
  const route = useRoute();
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <header className="site-header">
        <div>
          <Link to={{ page: "experiments" }} className="wordmark">
            <img src="/favicon.svg" alt="" />
            ixlab
          </Link>
          <nav className="site-nav" aria-label="Pages">
            <Link to={{ page: "experiments" }} isCurrent={route.page === "experiments"}>
              Experiments
            </Link>
            <Link to={{ page: "new" }} isCurrent={route.page === "new"}>
              New
            </Link>
            <Link to={{ page: "scoreboard" }} isCurrent={route.page === "scoreboard"}>
              Scoreboard
            </Link>
          </nav>
          <ThemeToggle />
        </div>
      </header>
      <main id="content">
        <Suspense fallback={<p className="muted">Loading …</p>}>
          <Page route={route} />
        </Suspense>
      </main>
    </>
  );
}

function Page({ route }: { readonly route: Route }) {
  switch (route.page) {
    case "experiments":
      return <ExperimentsPage />;
    case "new":
      return <SubmitPage />;
    case "experiment":
      return <ExperimentPage key={route.number} number={route.number} />;
    case "clone":
      return <ClonePage key={route.number} number={route.number} />;
    case "scoreboard":
      return <ScoreboardPage key={route.suite ?? ""} suite={route.suite} />;
    case "unknown":
      return (
        <>
          <PageTitle tab="Not found">There is no such page</PageTitle>
          <p className="muted">
            Nothing is at <code>{route.path}</code>.{" "}
            <Link to={{ page: "experiments" }}>All experiments</Link>
          </p>
        </>
      );
    default:
      return route satisfies never;
  }
}
