/** A page for a new experiment that begins with the definition of another one. */
import { useCallback } from "react";
import type { Client } from "urql";
import { ErrorNotice } from "../api/error-notice.tsx";
import { usePolled } from "../api/use-polled.ts";
import { PageTitle } from "../parts/page-title.tsx";
import { Link } from "../routing/navigation.tsx";
import { SubmitForm } from "./submit-form.tsx";
import { OriginalQuery } from "./submit-queries.ts";

export function ClonePage({ number }: { readonly number: number }) {
  const ask = useCallback(
    (client: Client) => client.query(OriginalQuery, { number }).toPromise(),
    [number],
  );
  // Asked until it is there: a definition never changes.
  const { data, error } = usePolled(ask, (answer) => (answer === undefined ? 2000 : null));
  const original = data?.experiment;
  return (
    <>
      <PageTitle tab={`Clone of #${number}`}>Clone of #{number}</PageTitle>
      <ErrorNotice error={error} />
      {data === undefined && error === undefined && <p className="muted">Loading …</p>}
      {data !== undefined && original == null && <p>There is no experiment #{number}.</p>}
      {original != null && (
        <>
          <p className="muted">
            Begins with the definition of{" "}
            <Link to={{ page: "experiment", number }}>
              #{number} {original.name}
            </Link>
            . Runs that it shares with the original are known already.
          </p>
          <SubmitForm heading="Definition" clone={original} />
        </>
      )}
    </>
  );
}
